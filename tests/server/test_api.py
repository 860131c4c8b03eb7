#!/usr/bin/env python3
"""The server's API as a client meets it: every status that it promises, and what stands in the answers."""
import base64
import hashlib
import json
import time
import unittest
import uuid

from harness import API, NAME, Person, at_once, serving


class Shared(unittest.TestCase):
    """One server for all cases of a class."""

    words = ()
    windows = ()

    @classmethod
    def setUpClass(cls):
        cls.context = serving(*cls.words, windows=cls.windows)
        cls.server = cls.context.__enter__()
        for name in ("alice", "albert", "bob", "rita", "otto"):
            setattr(cls, name, Person(cls.server, name))

    @classmethod
    def tearDownClass(cls):
        cls.context.__exit__(None, None, None)

    def assertRefused(self, answer, status, code):
        self.assertEqual((answer.status, answer.code), (status, code), answer.body)


class Sessions(Shared):
    def test_methods_and_keys(self):
        self.assertEqual(self.server.call("GET", API + "/sessions/methods").body, ["password"])
        keys = self.server.call("GET", API + "/keys").body
        self.assertEqual([key["alg"] for key in keys], ["Ed25519"])
        self.assertEqual(keys[0]["key_id"],
                         hashlib.sha256(base64.b64decode(keys[0]["public_key"])).hexdigest()[:16])

    def test_me(self):
        self.assertEqual(self.alice.get("/me").body,
                         {"account": "alice", "role": "applicant", "unit": "甲厂", "parent": "南关区"})
        self.assertIsNone(self.rita.get("/me").body["parent"])

    def test_no_token(self):
        answer = self.server.call("GET", API + "/me")
        self.assertRefused(answer, 401, "no_token")
        self.assertIn("Bearer", answer.headers["WWW-Authenticate"])
        self.assertRefused(self.server.call("GET", API + "/me", token="0" * 43), 401, "no_token")

    def test_logout(self):
        person = Person(self.server, "albert")
        answer = person.call("DELETE", "/sessions/current")
        self.assertEqual((answer.status, answer.body), (204, b""))
        self.assertRefused(person.get("/me"), 401, "no_token")
        self.assertEqual(self.albert.get("/me").status, 200)

    def test_language(self):
        zh = self.server.call("GET", API + "/me").body
        en = self.server.call("GET", API + "/me", headers={"Accept-Language": "fr, en-GB;q=0.7"}).body
        self.assertEqual(zh["detail"], zh["message"]["zh"])
        self.assertEqual(en["detail"], en["message"]["en"])

    def test_body_is_checked(self):
        post = lambda body, **headers: self.server.call("POST", API + "/sessions", body, headers=headers)
        self.assertRefused(post("{'account': 1}"), 400, "not_json")
        self.assertRefused(post('{"account":"a","account":"b","password":"x"}'), 400, "not_json")
        self.assertRefused(post("[]"), 422, "shape")
        self.assertRefused(post({"account": "alice"}), 422, "shape")
        self.assertRefused(post("account=alice", **{"Content-Type": "application/x-www-form-urlencoded"}),
                           415, "media_type")


    def test_types_and_codings(self):
        document = {"account": "alice", "password": "wrong password"}
        for headers, status in (({"Content-Type": "Application/JSON"}, 401), ({"Content-Type": "application/json;charset=UTF-8"}, 401),
                                ({"Content-Type": "application/vnd.x+json"}, 415), ({"Content-Encoding": "identity"}, 401),
                                ({"Content-Encoding": "gzip"}, 415)):
            with self.subTest(headers):
                self.assertEqual(self.server.call("POST", API + "/sessions", document, headers=headers).status, status)


class FailedLogins(Shared):
    def test_limit(self):
        def attempt(name="bob"):
            return self.server.call("POST", API + "/sessions", {"account": name, "password": "wrong one"})

        for _ in range(5):
            self.assertRefused(attempt(), 401, "wrong_password")
        answers = at_once([attempt] * 8)
        self.assertEqual(sorted(a.status for a in answers), [401] * 5 + [429] * 3)
        late = [a for a in answers if a.status == 429][0]
        self.assertTrue(0 < int(late.headers["Retry-After"]) <= 901)
        right = self.server.call("POST", API + "/sessions",
                                 {"account": "bob", "password": "correct horse 9"})
        self.assertRefused(right, 429, "too_many_attempts")
        self.assertEqual(attempt("nobody").body["message"],
                         {"zh": "账号或密码不对", "en": "The account or the password is wrong"})
        self.assertEqual(self.server.login("alice") != "", True)


class Paths(Shared):
    def test_unknown(self):
        for path in ("/", "/api", API, API + "/dossier", API + "/me/", API + "/dossiers//events",
                     API + "/dossiers/a%2Fb/c", API + "/uploads/a/b"):
            with self.subTest(path):
                self.assertRefused(self.server.call("GET", path, token=self.alice.token), 404,
                                   "no_such_path")

    def test_methods(self):
        answer = self.alice.call("POST", "/dossiers/" + str(uuid.uuid4()), {})
        self.assertRefused(answer, 405, "method_not_allowed")
        self.assertEqual(answer.headers["Allow"], "GET, HEAD, PUT, DELETE")
        self.assertRefused(self.server.call("PROPFIND", "/healthz"), 405, "method_not_allowed")

    def test_head(self):
        answer = self.server.call("HEAD", "/healthz")
        self.assertEqual((answer.status, answer.body), (200, b""))

    def test_operations(self):
        self.assertEqual(self.server.call("GET", "/healthz").body, b"ok\n")
        self.assertEqual(self.server.call("GET", "/readyz").body, b"ready\n")
        text = self.server.call("GET", "/metrics").body.decode()
        for name in ('jiangce_requests_total{status="200"}', "jiangce_request_seconds_sum",
                     "jiangce_open_polls", "jiangce_database_errors_total 0"):
            self.assertIn(name, text)


class Rounds(Shared):
    windows = ("--window", "submit=2020-01-01/2099-12-31")

    def test_list(self):
        page = self.alice.get("/rounds").body
        self.assertEqual([r["id"] for r in page["items"]], ["r1"])
        self.assertIsNone(page["next_cursor"])
        self.assertEqual(page["items"][0]["title"], {"zh": "小项目", "en": "Small"})

    def test_pages(self):
        self.server.round("r2")
        first = self.alice.get("/rounds?limit=1").body
        second = self.alice.get("/rounds?limit=1&cursor=" + first["next_cursor"]).body
        self.assertEqual([r["id"] for r in first["items"] + second["items"]], ["r1", "r2"])
        self.assertIsNone(second["next_cursor"])
        self.assertRefused(self.alice.get("/rounds?limit=0"), 400, "bad_parameter")
        self.assertRefused(self.alice.get("/rounds?limit=x"), 400, "bad_parameter")

    def test_one(self):
        one = self.alice.get("/rounds/r1").body
        self.assertEqual(one["definition"]["id"], "small")
        self.assertEqual(one["windows"], [{"event": "submit", "kind": "application",
                                           "from": "2019-12-31T16:00:00Z",
                                           "until": "2099-12-31T16:00:00Z"}])
        for name in ("quotas", "calendar", "server_time", "opens_at", "version"):
            self.assertIn(name, one)
        self.assertRefused(self.alice.get("/rounds/none"), 404, "not_found")


class Dossiers(Shared):
    def test_create_and_get(self):
        dossier = self.alice.create()
        answer = self.alice.get("/dossiers/" + dossier)
        self.assertEqual((answer.status, answer.etag), (200, '"1"'))
        self.assertEqual(answer.body["title"], NAME)
        self.assertEqual((answer.body["state"], answer.body["revision"]), ("draft", 1))
        self.assertEqual(len(answer.body["fingerprint"]), 64)
        self.assertEqual(self.albert.get("/dossiers/" + dossier).status, 200)

    def test_conditions(self):
        dossier = self.alice.create()
        document = self.alice.document("二")
        put = lambda **headers: self.alice.call("PUT", "/dossiers/" + dossier, document, **headers)
        again = put(If_None_Match="*")
        self.assertRefused(again, 412, "exists")
        self.assertEqual(again.etag, '"1"')
        self.assertRefused(put(), 428, "condition_missing")
        self.assertRefused(put(If_Match="*"), 428, "condition_missing")
        stale = put(If_Match='"7"')
        self.assertRefused(stale, 412, "stale")
        self.assertEqual(stale.etag, '"1"')
        done = put(If_Match='"1"')
        self.assertEqual((done.status, done.etag, done.body["title"]), (200, '"2"', "二"))
        self.assertRefused(put(If_Match='"1"'), 412, "stale")
        self.assertRefused(self.alice.change(str(uuid.uuid4()), 1, document), 404, "not_found")

    def test_condition_lists(self):
        dossier = self.alice.create()
        put = lambda tag: self.alice.call("PUT", "/dossiers/" + dossier, self.alice.document(), If_Match=tag).status
        self.assertEqual([put('W/"1"'), put('1'), put('"7", "1"')], [412, 412, 200])

    def test_known_version_is_not_sent_again(self):
        dossier = self.alice.create()
        for tag in ('"1"', 'W/"1"', '"7", "1"', "*"):
            answer = self.alice.call("GET", "/dossiers/" + dossier, If_None_Match=tag)
            self.assertEqual((answer.status, answer.etag, answer.body), (304, '"1"', b""), tag)
        self.assertEqual(self.alice.call("GET", "/dossiers/" + dossier, If_None_Match='"7"').status, 200)

    def test_id_in_capitals_is_the_same(self):
        dossier = self.alice.create()
        self.assertEqual(self.alice.get("/dossiers/" + dossier.upper()).body["id"], dossier)
        again = self.alice.call("PUT", "/dossiers/" + dossier.upper(), self.alice.document(), If_None_Match="*")
        self.assertRefused(again, 412, "exists")

    def test_nothing_is_emptied_by_leaving_it_out(self):
        dossier = self.alice.create()
        for name in ("values", "attachments"):
            document = self.alice.document()
            del document[name]
            self.assertRefused(self.alice.change(dossier, 1, document), 422, "shape")

    def test_one_of_many_writers(self):
        dossier = self.alice.create()
        answers = at_once([lambda n=n: self.alice.change(dossier, 1, self.alice.document(f"第{n}"))
                           for n in range(8)])
        self.assertEqual(sorted(a.status for a in answers), [200] + [412] * 7)

    def test_invalid_draft_is_stored(self):
        values = {"unit": {"name": "", "staff": "viele", "awards": [{"id": str(uuid.uuid4()), "title": ""}]}}
        dossier = self.alice.create(self.alice.document(values=values))
        self.assertEqual(self.alice.get("/dossiers/" + dossier).body["values"], values)

    def test_derived_is_shown(self):
        dossier = self.alice.create(self.alice.document(values={"unit": {"staff": 21}}))
        self.assertEqual(self.alice.get("/dossiers/" + dossier).body["derived"], {"unit": {"double": 42}})

    def test_fields_that_cannot_be_written(self):
        for values, code, pointer in (
                ({"unit": {"double": 4}}, "derived_field", "/unit/double"),
                ({"unit": {"colour": "x"}}, "unknown_field", "/unit/colour"),
                ({"other": {}}, "unknown_field", "/other"),
                ({"unit": {"awards": [{"id": str(uuid.uuid4()), "rank": 1}]}}, "unknown_field",
                 "/unit/awards/0/rank")):
            with self.subTest(pointer):
                answer = self.alice.call("PUT", "/dossiers/" + str(uuid.uuid4()),
                                         self.alice.document(values=values), If_None_Match="*")
                self.assertRefused(answer, 422, "findings")
                self.assertEqual([(f["code"], f["pointer"], f["severity"])
                                  for f in answer.body["findings"]], [(code, pointer, "error")])

    def test_too_deep_is_no_json(self):
        self.assertEqual(self.alice.change(self.alice.create(), 1, b"[" * 1000).code, "not_json")

    def test_shape(self):
        def put(dossier=None, **more):
            return self.alice.call("PUT", "/dossiers/" + (dossier or str(uuid.uuid4())),
                                   self.alice.document(**more), If_None_Match="*")

        self.assertRefused(put(dossier="no-uuid"), 422, "shape")
        self.assertRefused(put(values=[]), 422, "shape")
        self.assertRefused(put(extra=1), 422, "shape")
        self.assertRefused(put(derived={"unit": {}}), 422, "shape")
        self.assertRefused(put(kind="poem"), 422, "shape")
        self.assertRefused(put(round="r9"), 422, "unknown_round")
        self.assertRefused(put(round=None), 422, "unknown_round")
        self.assertRefused(put(version="0" * 64), 422, "wrong_version")
        self.assertEqual(put(state="submitted", revision=9).body["state"], "draft")

    def test_originals(self):
        attachment = {"id": str(uuid.uuid4()), "slot": "-", "name": "扫描.pdf", "sha256": "a" * 64,
                      "size": 3, "media_type": "application/pdf"}
        answer = self.alice.call("PUT", "/dossiers/" + str(uuid.uuid4()),
                                 self.alice.document(attachments=[attachment]), If_None_Match="*")
        self.assertRefused(answer, 422, "original_missing")
        self.assertIn("扫描.pdf", answer.body["message"]["zh"])

    def test_who_sees_what(self):
        dossier = self.alice.create()
        for person in (self.bob, self.rita, self.otto):
            self.assertRefused(person.get("/dossiers/" + dossier), 404, "not_found")
            self.assertRefused(person.change(dossier, 1, self.alice.document()),
                               404 if person is self.bob else 403,
                               "not_found" if person is self.bob else "forbidden")
            self.assertRefused(person.get(f"/dossiers/{dossier}/events"), 404, "not_found")
        taken = self.bob.call("PUT", "/dossiers/" + dossier, self.alice.document(), If_None_Match="*")
        self.assertRefused(taken, 409, "id_in_use")

        self.assertEqual(self.alice.event(dossier, 1, "submit").status, 201)
        self.assertEqual(self.rita.get("/dossiers/" + dossier).status, 200)
        self.assertEqual(self.otto.get("/dossiers/" + dossier).status, 200)
        self.assertRefused(self.bob.get("/dossiers/" + dossier), 404, "not_found")
        self.assertRefused(self.otto.call("DELETE", "/dossiers/" + dossier, If_Match='"2"'), 403,
                           "forbidden")
        theirs = self.bob.create()
        self.assertEqual(self.bob.event(theirs, 1, "submit").status, 201)
        self.assertRefused(self.rita.get("/dossiers/" + theirs), 404, "not_found")

        self.assertEqual(self.alice.event(dossier, 2, "withdraw").status, 201)
        self.assertRefused(self.otto.get("/dossiers/" + dossier), 404, "not_found")

    def test_lists(self):
        mine = {self.alice.create() for _ in range(5)}
        seen, cursor = set(), ""
        while cursor is not None:
            page = self.alice.get("/dossiers?kind=application&state=draft&limit=2&cursor=" + cursor).body
            self.assertLessEqual(len(page["items"]), 2)
            seen |= {item["id"] for item in page["items"]}
            cursor = page["next_cursor"]
        self.assertLessEqual(mine, seen)
        self.assertFalse(mine & {item["id"] for item in self.bob.get("/dossiers").body["items"]})
        self.assertEqual(self.alice.get("/dossiers?kind=batch").body["items"], [])
        for cursor in ("x", "%E4%B8%AD", "%FF", "1"):
            self.assertRefused(self.alice.get("/dossiers?cursor=" + cursor), 400, "bad_parameter")

    def test_delete(self):
        dossier = self.alice.create()
        delete = lambda **headers: self.alice.call("DELETE", "/dossiers/" + dossier, **headers)
        self.assertRefused(delete(), 428, "condition_missing")
        self.assertRefused(delete(If_Match='"2"'), 412, "stale")
        self.assertEqual(delete(If_Match='"1"').status, 204)
        self.assertRefused(delete(If_Match='"1"'), 404, "not_found")
        again = self.alice.call("PUT", "/dossiers/" + dossier, self.alice.document(), If_None_Match="*")
        self.assertRefused(again, 409, "id_in_use")
        last = self.alice.get("/changes?limit=500").body["items"][-1]
        self.assertEqual((last["id"], last["deleted"]), (dossier, True))

    def test_handed_in_is_never_deleted(self):
        dossier = self.alice.create()
        self.assertEqual(self.alice.event(dossier, 1, "submit").status, 201)
        delete = lambda revision: self.alice.call("DELETE", "/dossiers/" + dossier,
                                                  If_Match=f'"{revision}"')
        self.assertRefused(delete(2), 409, "state")
        self.assertEqual(self.alice.event(dossier, 2, "withdraw").status, 201)
        self.assertRefused(delete(3), 409, "state")


class Events(Shared):
    def test_finalise_locks_and_reopen_unlocks(self):
        dossier = self.alice.create()
        answer = self.alice.event(dossier, 1, "finalise", data={"finalised_on": "2025-10-09"})
        self.assertEqual((answer.status, answer.etag, answer.body["state"]), (201, '"2"', "finalised"))
        self.assertEqual(self.alice.get("/dossiers/" + dossier).body["finalised_on"], "2025-10-09")
        self.assertRefused(self.alice.change(dossier, 2, self.alice.document()), 409, "state")
        self.assertEqual(self.alice.event(dossier, 2, "reopen").body["state"], "draft")
        self.assertIsNone(self.alice.get("/dossiers/" + dossier).body["finalised_on"])
        self.assertEqual(self.alice.change(dossier, 3, self.alice.document()).status, 200)

    def test_filling_date(self):
        dossier = self.alice.create()
        for wrong in ("2999-01-01", "2025-02-30", "2025-10", "heute"):
            answer = self.alice.event(dossier, 1, "finalise", data={"finalised_on": wrong})
            self.assertRefused(answer, 422, "shape")
        self.assertEqual(self.alice.event(dossier, 1, "finalise").status, 201)
        today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
        self.assertEqual(self.alice.get("/dossiers/" + dossier).body["finalised_on"], today)

    def test_submit(self):
        dossier = self.alice.create()
        answer = self.alice.event(dossier, 1, "submit")
        self.assertEqual((answer.status, answer.body["state"]), (201, "submitted"))
        receipt = answer.body["receipt"]
        self.assertRegex(receipt["number"], r"^JC-\d{4}-\d{6}$")
        self.assertEqual((receipt["dossier"], receipt["round"], receipt["originals"]), (dossier, "r1", []))
        self.assertEqual(receipt["key_id"], self.server.call("GET", API + "/keys").body[0]["key_id"])
        self.assertEqual(len(base64.b64decode(receipt["signature"])), 64)

        kept = self.alice.get(f"/dossiers/{dossier}/submissions/1").body
        self.assertEqual(kept["receipt"], receipt)
        self.assertEqual(kept["dossier"]["values"], {"unit": {"name": NAME}})
        self.assertIsNotNone(kept["dossier"]["finalised_on"])
        self.assertRefused(self.alice.change(dossier, 2, self.alice.document()), 409, "state")
        self.assertRefused(self.alice.get(f"/dossiers/{dossier}/submissions/2"), 404, "not_found")
        self.assertRefused(self.alice.get(f"/dossiers/{dossier}/submissions/x"), 404, "not_found")

    def test_second_submission_and_difference(self):
        dossier = self.alice.create()
        first = self.alice.event(dossier, 1, "submit").body["receipt"]
        self.alice.event(dossier, 2, "withdraw")
        self.assertEqual(self.alice.change(dossier, 3, self.alice.document("新名")).status, 200)
        difference = [{"pointer": "/unit/name", "before": NAME, "after": "新名"}]
        self.assertEqual(self.alice.get(f"/dossiers/{dossier}/submissions/1/diff").body, difference)
        second = self.alice.event(dossier, 4, "submit").body["receipt"]
        self.assertNotEqual(first["number"], second["number"])
        self.assertNotEqual(first["fingerprint"], second["fingerprint"])
        self.assertEqual(self.alice.get(f"/dossiers/{dossier}/submissions/2/diff").body, difference)
        self.assertEqual(self.alice.get(f"/dossiers/{dossier}/submissions/2/diff?against=current").body, [])
        self.assertEqual(self.alice.get(f"/dossiers/{dossier}/submissions/2").body["supersedes"], 1)
        self.assertEqual(self.alice.get(f"/dossiers/{dossier}/submissions/1").body["receipt"], first)
        self.assertRefused(self.alice.get(f"/dossiers/{dossier}/submissions/1/diff?against=previous"), 400,
                           "bad_parameter")

    def test_incomplete(self):
        dossier = self.alice.create(self.alice.document(None))
        answer = self.alice.event(dossier, 1, "submit")
        self.assertRefused(answer, 422, "findings")
        self.assertEqual([(f["code"], f["pointer"]) for f in answer.body["findings"]],
                         [("missing", "/unit/name")])
        self.assertEqual(self.alice.get("/dossiers/" + dossier).etag, '"1"')
        self.assertEqual(self.alice.get(f"/dossiers/{dossier}/events").body["items"], [])

    def test_chain(self):
        dossier = self.alice.create()
        for revision, event in enumerate(("finalise", "reopen", "submit", "withdraw"), 1):
            self.assertEqual(self.alice.event(dossier, revision, event, reason="理由").status, 201)
        previous = ""
        for n, event in enumerate(self.alice.get(f"/dossiers/{dossier}/events").body["items"], 1):
            self.assertEqual((event["seq"], event["previous"], event["account"], event["reason"]),
                             (n, previous, "alice", "理由"))
            whole = {k: v for k, v in event.items() if k != "hash"}
            text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            self.assertEqual(hashlib.sha256(text.encode()).hexdigest(), event["hash"])
            previous = event["hash"]
        self.assertEqual(n, 4)

    def test_what_is_refused(self):
        dossier = self.alice.create()
        path = f"/dossiers/{dossier}/events"
        post = lambda body, **headers: self.alice.call("POST", path, body, **headers)
        self.assertRefused(post({"type": "submit"}, If_Match='"1"'), 400, "idempotency_key_missing")
        self.assertRefused(post({"type": "submit"}, If_Match='"1"', Idempotency_Key=""), 400,
                           "idempotency_key_missing")
        self.assertRefused(post({"type": "submit"}, If_Match='"1"', Idempotency_Key="k" * 256), 400,
                           "idempotency_key_missing")
        self.assertRefused(post({"type": "submit"}, Idempotency_Key="k"), 428, "condition_missing")
        self.assertRefused(self.alice.event(dossier, 2, "submit"), 412, "stale")
        self.assertRefused(self.alice.event(dossier, 1, "explode"), 400, "unknown_event")
        refused = self.alice.event(dossier, 1, "reopen")
        self.assertRefused(refused, 409, "transition")
        self.assertEqual(refused.body["message"]["zh"], "材料现在是“草稿”，这时不能退回草稿。草稿直接改，改好后提交。")
        self.assertIn("cannot be taken back to a draft. A draft is changed as it is", refused.body["message"]["en"])
        self.assertRefused(self.alice.event(dossier, 1, "submit", extra=1), 422, "shape")
        self.assertRefused(self.alice.event(dossier, 1, "submit", reason=7), 422, "shape")
        self.assertEqual(self.alice.event(dossier, 1, "submit").status, 201)
        again = self.alice.event(dossier, 2, "submit").body["message"]
        self.assertEqual(again["zh"], "材料现在是“已提交”，这时不能提交。它已经在服务器上，不必再交；要改先撤回，改好后再提交。")
        self.assertIn("withdraw it first", again["en"])
        self.assertRefused(self.otto.event(dossier, 2, "withdraw"), 403, "role_not_allowed")
        self.assertRefused(self.bob.event(dossier, 2, "withdraw"), 404, "not_found")

    def test_dry_run(self):
        dossier = self.alice.create(self.alice.document(None))
        before = self.alice.get("/changes?limit=500").body["next_since"]
        answer = self.alice.call("POST", f"/dossiers/{dossier}/events?dry_run=true", {"type": "submit"})
        self.assertEqual(answer.status, 200)
        self.assertEqual((answer.body["event"], answer.body["state"]), ("submit", "draft"))
        self.assertEqual([f["code"] for f in answer.body["findings"]], ["missing"])
        self.assertFalse(answer.body["would"]["allowed"])
        self.assertEqual(answer.body["would"]["problem"]["status"], 422)
        good = self.alice.create()
        would = self.alice.event(good, 1, "submit", query="?dry_run=true").body["would"]
        self.assertEqual((would["allowed"], would["state"]), (True, "submitted"))
        self.assertEqual(self.alice.get("/dossiers/" + good).etag, '"1"')
        items = self.alice.get(f"/changes?since={before}").body["items"]
        self.assertEqual([(i["kind"], i["id"]) for i in items], [("dossier", good)])


    def test_misspelt_rehearsal_is_no_event(self):
        dossier = self.alice.create()
        for query in ("?dry_run=yes", "?dry_run=True", "?dry_run=", "?dry_run"):
            self.assertRefused(self.alice.event(dossier, 1, "submit", query=query), 400, "bad_parameter")
        self.assertEqual(self.alice.get("/dossiers/" + dossier).body["state"], "draft")

    def test_places_are_strings(self):
        dossier = self.alice.create()
        for more in ({"fields": [5]}, {"slots": [{}]}, {"fields": ["/unit/name", None]},
                     {"due": "soon"}, {"due": "2025-02-30"}, {"due": "2025-10-20T10:00:00"}):
            self.assertRefused(self.alice.event(dossier, 1, "submit", **more), 422, "shape")


class Repetition(Shared):
    words = ("--workers", "2")

    def test_same_key_same_answer(self):
        dossier = self.alice.create()
        first = self.alice.event(dossier, 1, "submit", key="same")
        again = self.alice.event(dossier, 1, "submit", key="same")
        self.assertEqual((again.status, again.body, again.etag), (201, first.body, first.etag))
        self.assertRefused(self.alice.event(dossier, 1, "withdraw", key="same"), 422,
                           "idempotency_key_reused")
        self.assertEqual(self.alice.get("/dossiers/" + dossier).etag, '"2"')

    def test_key_belongs_to_its_account(self):
        one, other = self.alice.create(), self.bob.create()
        self.assertEqual(self.alice.event(one, 1, "submit", key="common").status, 201)
        self.assertEqual(self.bob.event(other, 1, "submit", key="common").body["event"]["dossier"], other)

    def test_refused_may_be_tried_again(self):
        dossier = self.alice.create(self.alice.document(None))
        self.assertEqual(self.alice.event(dossier, 1, "submit", key="later").status, 422)
        self.assertEqual(self.alice.change(dossier, 1, self.alice.document()).status, 200)
        self.assertEqual(self.alice.event(dossier, 2, "submit", key="later").status, 201)

    def test_at_once_in_two_processes(self):
        numbers = set()
        for turn in range(10):
            dossier = self.alice.create()
            answers = at_once([lambda: self.alice.event(dossier, 1, "submit", key=f"turn-{turn}")] * 6)
            self.assertEqual({a.status for a in answers}, {201}, [a.body for a in answers])
            got = {a.body["receipt"]["number"] for a in answers}
            self.assertEqual(len(got), 1)
            numbers |= got
            self.assertEqual(len(self.alice.get(f"/dossiers/{dossier}/events").body["items"]), 1)
        self.assertEqual(len(numbers), 10)

    def test_no_change_is_skipped(self):
        since = self.bob.get("/changes?limit=500").body["next_since"]
        made, seen = set(), set()

        def write():
            return {self.bob.create() for _ in range(15)}

        def read():
            at, found, end = since, set(), time.monotonic() + 30
            while len(found) < 60 and time.monotonic() < end:
                page = self.bob.get(f"/changes?since={at}&wait=2").body
                found |= {item["id"] for item in page["items"]}
                self.assertGreaterEqual(page["next_since"], at)
                at = page["next_since"]
            return found

        *written, seen, also_seen = at_once([write] * 4 + [read] * 2)
        for some in written:
            made |= some
        self.assertEqual(len(made), 60)
        self.assertLessEqual(made, seen)
        self.assertLessEqual(made, also_seen)


class Feed(Shared):
    def test_since_and_limit(self):
        for _ in range(4):
            self.alice.create()
        everything = self.alice.get("/changes?limit=500").body
        seqs = [item["seq"] for item in everything["items"]]
        self.assertEqual(seqs, sorted(set(seqs)))
        collected, since = [], 0
        while True:
            page = self.alice.get(f"/changes?since={since}&limit=3").body
            self.assertLessEqual(len(page["items"]), 3)
            if not page["items"]:
                break
            collected += page["items"]
            since = page["next_since"]
        self.assertEqual(collected, everything["items"])
        self.assertEqual(collected[0]["kind"], "round")

    def test_epoch(self):
        epoch = self.alice.get("/changes").body["epoch"]
        self.assertEqual(self.alice.get("/changes?epoch=" + epoch).status, 200)
        answer = self.alice.get("/changes?epoch=" + str(uuid.uuid4()))
        self.assertRefused(answer, 410, "epoch_changed")
        self.assertEqual(answer.body["next_action"], "restart_feed")
        self.assertRefused(self.alice.get("/changes?since=999999"), 410, "epoch_changed")

    def test_parameters(self):
        for query in ("since=-1", "since=x", "limit=0", "wait=-1", "since=99999999999999999999"):
            self.assertRefused(self.alice.get("/changes?" + query), 400, "bad_parameter")
        self.assertEqual(self.alice.get("/changes?limit=100000").status, 200)

    def test_wait_ends_by_itself(self):
        since = self.alice.get("/changes?limit=500").body["next_since"]
        began = time.monotonic()
        answer = self.alice.get(f"/changes?since={since}&wait=1").body
        self.assertEqual((answer["items"], answer["next_since"]), ([], since))
        self.assertGreaterEqual(time.monotonic() - began, 0.9)

    def test_wait_wakes(self):
        since = self.alice.get("/changes?limit=500").body["next_since"]

        def wait():
            answer = self.alice.get(f"/changes?since={since}&wait=60").body
            return [item["id"] for item in answer["items"]], time.monotonic()

        def write():
            time.sleep(0.5)
            return self.albert.create(), time.monotonic()

        (ids, woken), (dossier, written) = at_once([wait, write])
        self.assertEqual(ids, [dossier])
        self.assertLess(woken - written, 5)

    def test_others_writes_do_not_show(self):
        since = self.bob.get("/changes?limit=500").body["next_since"]
        dossier = self.alice.create()
        page = self.bob.get(f"/changes?since={since}").body
        self.assertEqual(page["items"], [])
        self.assertGreater(page["next_since"], since)

        since = self.otto.get("/changes?limit=500").body["next_since"]
        self.alice.event(dossier, 1, "submit")
        seen = self.otto.get(f"/changes?since={since}").body
        self.assertEqual([(i["kind"], i["id"], i["deleted"]) for i in seen["items"]],
                         [("dossier", dossier, False), ("event", dossier, False)])
        self.alice.event(dossier, 2, "withdraw")
        lost = self.otto.get(f"/changes?since={seen['next_since']}").body
        self.assertEqual([(i["kind"], i["id"], i["deleted"]) for i in lost["items"]],
                         [("dossier", dossier, True)])
        own = self.alice.get(f"/changes?since={seen['next_since']}").body
        self.assertEqual([i["deleted"] for i in own["items"]], [False, False])


class Windows(unittest.TestCase):
    def submit(self, *windows, before=None):
        with serving(windows=windows) as server:
            alice = Person(server, "alice")
            dossier = alice.create()
            if before is not None:
                before(server)
            answer = alice.event(dossier, 1, "submit")
            would = alice.event(dossier, answer.body.get("revision", 1), "submit", query="?dry_run=1")
            return answer, would

    def test_early(self):
        answer, would = self.submit("--from", "2098-10-09", "--until", "2098-10-15")
        self.assertEqual((answer.status, answer.code), (409, "early"))
        self.assertEqual(answer.body["from"], "2098-10-08T16:00:00Z")
        self.assertEqual(answer.body["until"], "2098-10-15T16:00:00Z")
        self.assertEqual(answer.body["next_action"], "wait_for_opening")
        self.assertIn("server_time", answer.body)
        self.assertEqual(would.body["would"]["problem"]["type"], "urn:jiangce:problem:early")

    def test_late(self):
        answer, _ = self.submit("--from", "2025-10-09", "--until", "2025-10-15")
        self.assertEqual((answer.status, answer.code), (409, "late"))

    def test_one_window_by_name(self):
        answer, _ = self.submit("--window", "submit=/2025-10-15")
        self.assertEqual((answer.status, answer.code), (409, "late"))

    def test_instants(self):
        answer, _ = self.submit("--from", "2020-01-01T00:00:00+08:00", "--until",
                                "2098-01-01T00:00:00+08:00")
        self.assertEqual(answer.status, 201)

    def test_units_own_earlier_end(self):
        def end(unit):
            return lambda server: server.run("unit", "window", "--data", server.data, "--unit", unit,
                                             "--round", "r1", "--until", "2025-01-01")

        answer, _ = self.submit(before=end("甲厂"))
        self.assertEqual((answer.status, answer.code), (409, "late"))
        answer, _ = self.submit(before=end("南关区"))
        self.assertEqual((answer.status, answer.code), (409, "late"))
        answer, _ = self.submit(before=end("绿园区"))
        self.assertEqual(answer.status, 201)

    def test_closed_round(self):
        answer, _ = self.submit(before=lambda server: server.run("round", "close", "r1", "--data",
                                                                 server.data))
        self.assertEqual((answer.status, answer.code), (409, "round_closed"))


class Description(Shared):
    def test_served_and_whole(self):
        description = self.server.call("GET", API + "/openapi.json").body
        self.assertEqual(description["openapi"], "3.1.0")
        names = set()

        def walk(node):
            if isinstance(node, dict):
                if "$ref" in node:
                    names.add(node["$ref"])
                for value in node.values():
                    walk(value)
            elif isinstance(node, list):
                for value in node:
                    walk(value)

        walk(description)
        for name in names:
            at = description
            for token in name.removeprefix("#/").split("/"):
                at = at[token]

    def test_answers_fit(self):
        description = self.server.call("GET", API + "/openapi.json").body
        dossier = self.alice.create()
        done = self.alice.event(dossier, 1, "submit")
        checked = [
            ("post", "/dossiers/{dossier}/events", done),
            ("get", "/dossiers/{dossier}", self.alice.get("/dossiers/" + dossier)),
            ("get", "/dossiers/{dossier}/events", self.alice.get(f"/dossiers/{dossier}/events")),
            ("get", "/dossiers/{dossier}/submissions/{n}",
             self.alice.get(f"/dossiers/{dossier}/submissions/1")),
            ("get", "/dossiers/{dossier}/submissions/{n}/diff",
             self.alice.get(f"/dossiers/{dossier}/submissions/1/diff")),
            ("get", "/dossiers", self.alice.get("/dossiers")),
            ("get", "/rounds", self.alice.get("/rounds")),
            ("get", "/rounds/{round}", self.alice.get("/rounds/r1")),
            ("get", "/changes", self.alice.get("/changes")),
            ("get", "/me", self.alice.get("/me")),
            ("get", "/keys", self.alice.get("/keys")),
            ("put", "/dossiers/{dossier}", self.alice.change(dossier, 2, self.alice.document())),
        ]
        for method, path, answer in checked:
            with self.subTest(f"{method} {path} {answer.status}"):
                described = description["paths"][API + path][method]["responses"][str(answer.status)]
                fits(description, described, answer.body)


    def test_refusals_fit(self):
        description = self.server.call("GET", API + "/openapi.json").body
        dossier = self.alice.create()
        large = {"id": str(uuid.uuid4()), "slot": "-", "name": "大.pdf", "sha256": "0" * 64, "size": 2 ** 30,
                 "media_type": "application/pdf"}
        upload = {"Tus-Resumable": "1.0.0", "Upload-Metadata": "sha256 " + base64.b64encode(b"0" * 64).decode()}
        refused = [
            ("put", "/dossiers/{dossier}", 413, self.alice.change(dossier, 1, self.alice.document(attachments=[large]))),
            ("put", "/dossiers/{dossier}", 412, self.alice.change(dossier, 7, self.alice.document())),
            ("get", "/rounds/{round}", 404, self.alice.get("/rounds/none")),
            ("get", "/dossiers/{dossier}/attachments/{attachment}/source", 404,
             self.alice.get(f"/dossiers/{dossier}/attachments/{uuid.uuid4()}/source")),
            ("post", "/uploads", 413, self.server.call("POST", API + "/uploads", None, self.alice.token,
                                                       headers={**upload, "Upload-Length": str(2 ** 30)})),
        ]
        for method, path, status, answer in refused:
            with self.subTest(f"{method} {path} {status}"):
                self.assertEqual(answer.status, status, answer.body)
                self.assertIn(str(status), description["paths"][API + path][method]["responses"])
                fits(description, description["components"]["schemas"]["Problem"], answer.body)

    def test_what_has_not_changed_is_not_sent_again(self):
        description = self.server.call("GET", API + "/openapi.json").body
        tag = self.alice.get("/rounds/r1").etag
        known = self.alice.call("GET", "/rounds/r1", If_None_Match=tag)
        self.assertEqual((known.status, known.body, known.etag), (304, b"", tag))
        self.assertIn("304", description["paths"][API + "/rounds/{round}"]["get"]["responses"])
        self.assertEqual(self.alice.call("GET", "/rounds/r1", If_None_Match="W/" + tag).status, 304)
        self.assertEqual(self.alice.call("GET", "/rounds/r1", If_None_Match='"other"').status, 200)


def fits(description, schema, value):
    """Raises unless VALUE has the types and required members of SCHEMA, and no member beyond it."""
    if "$ref" in schema:
        at = description
        for token in schema["$ref"].removeprefix("#/").split("/"):
            at = at[token]
        return fits(description, at, value)
    if "content" in schema:
        (media,) = schema["content"].values()
        return fits(description, media["schema"], value)
    if "allOf" in schema:
        for one in schema["allOf"]:
            fits(description, one, {k: v for k, v in value.items() if k in properties(description, one)})
        return None
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    types = {"string": str, "integer": int, "object": dict, "array": list, "boolean": bool,
             "null": type(None)}
    assert not kinds or any(type(value) is types[kind] for kind in kinds), (kinds, value)
    assert "enum" not in schema or value in schema["enum"], (schema["enum"], value)
    if isinstance(value, list) and "items" in schema:
        for item in value:
            fits(description, schema["items"], item)
    if isinstance(value, dict) and "properties" in schema:
        assert set(schema.get("required", [])) <= set(value), (schema["required"], list(value))
        assert set(value) <= set(schema["properties"]), (list(schema["properties"]), list(value))
        for name, member in value.items():
            fits(description, schema["properties"][name], member)
    return None


def properties(description, schema):
    if "$ref" in schema:
        at = description
        for token in schema["$ref"].removeprefix("#/").split("/"):
            at = at[token]
        schema = at
    return schema["properties"]


if __name__ == "__main__":
    unittest.main()
