# Thin: everything is meson's. BUILD may name another build folder.
BUILD ?= _build

.PHONY: run check check-asan bench deps build pictures clean

build: deps
	@test -f $(BUILD)/build.ninja || { echo "building; minutes the first time, $(BUILD)/build.log tells how far"; meson setup $(BUILD) >/dev/null; }
	@ninja -C $(BUILD) >$(BUILD)/build.log || { cat $(BUILD)/build.log; exit 1; }
	@! grep -E 'warning:' $(BUILD)/build.log

# Installs what is missing, and asks for a password only then.
deps:
	@.ci/deps

run: build
	@resources/run-local --build $(BUILD)

check: build
	@tests/support/check.py --build $(BUILD)

check-asan: deps
	@test -f $(BUILD)-asan/build.ninja || meson setup $(BUILD)-asan -Db_sanitize=address,undefined -Db_lundef=false >/dev/null
	@ninja -C $(BUILD)-asan >$(BUILD)-asan/build.log || { cat $(BUILD)-asan/build.log; exit 1; }
	@tests/support/check.py --build $(BUILD)-asan --sanitizers

bench: build
	@tests/bench/bench.py --build $(BUILD)

pictures: build
	@tests/ui/pictures.py --build $(BUILD) --out $(BUILD)/pictures

clean:
	rm -rf $(BUILD) $(BUILD)-asan
