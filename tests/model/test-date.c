/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "format-cases.h"

#define DATE(iso, precision) "{\"iso\":\"" iso "\",\"precision\":\"" precision "\",\"valid\":true}"

static const FormatCase cases[] = {
  { "first-year", "1900-01-01", DATE ("1900-01-01", "day") },
  { "before-first-year", "1899-12-31", "out_of_range" },
  { "last-year", "2100/12/31", DATE ("2100-12-31", "day") },
  { "after-last-year", "2101/1/1", "out_of_range" },
  { "1900-was-no-leap-year", "1900-2-29", "out_of_range" },
  { "month-0", "1987-0-2", "out_of_range" },
  { "month-12", "1987-12-2", DATE ("1987-12-02", "day") },
  { "day-0", "1987-1-00", "out_of_range" },
  { "thirty-first-april", "1987年4月31日", "out_of_range" },
  { "mixed-zeros", "1987-01-2", DATE ("1987-01-02", "day") },
  { "month-of-three-digits", "1987-001-02", "format" },
  { "year-of-three-digits", "987/1/2", "format" },
  { "year-of-five-digits", "19870/1/2", "format" },
  { "compact-bad-day", "19870132", "out_of_range" },
  { "compact-bad-year", "01021987", "out_of_range" },
  { "compact-seven", "1987012", "format" },
  { "compact-six", "198701", "format" },
  { "compact-nine", "198701021", "format" },
  { "compact-with-year-mark", "19870102年", "format" },
  { "month-chinese", "1987年01月", DATE ("1987-01", "month") },
  { "month-hyphen", "1987-1", DATE ("1987-01", "month") },
  { "month-slash", "1987/12", DATE ("1987-12", "month") },
  { "month-13", "1987.13", "out_of_range" },
  { "year-1900", "1900", DATE ("1900", "year") },
  { "year-2101", "2101年", "out_of_range" },
  { "year-span", "2023-2024", "format" },
  { "school-year", "2019-20", "out_of_range" },
  { "day-month-year", "31.12.1987", "ambiguous" },
  { "month-day-year-hyphens", "01-02-1987", "ambiguous" },
  { "ambiguous-before-range", "99/99/1987", "ambiguous" },
  { "ambiguous-mixed", "1/2-1987", "format" },
  { "month-year", "1/1987", "format" },
  { "two-digit-year-before-range", "87/13/1", "year_digits" },
  { "two-digit-year-last", "1/2/87", "year_digits" },
  { "two-digit-year-month", "87年1月", "year_digits" },
  { "two-digit-year-alone", "87年", "year_digits" },
  { "three-single-digits", "1/2/3", "format" },
  { "missing-day-mark", "1987年1月2", "format" },
  { "missing-month-mark", "1987年1-2日", "format" },
  { "trailing-words", "1987年1月2日生", "format" },
  { "doubled-mark", "1987--1-2", "format" },
  { "trailing-hyphen", "1987-1-2-", "format" },
  { "four-numbers", "1987-1-2-3", "format" },
  { "time", "1987-01-02 00:00:00", "format" },
  { "time-iso", "1987-01-02T00:00:00Z", "format" },
  { "span", "1987-01-02至1987-01-03", "format" },
  { "chinese-numerals", "一九八七年一月二日", "format" },
  { "arabic-indic", "١٩٨٧-٠١-٠٢", "format" },
  { "en-dash", "1987–01–02", "format" },
  { "negative", "-1987-1-2", "format" },
  { "year-month-number", "1987年1月2号", DATE ("1987-01-02", "day") },
  { "blank", "\xE3\x80\x80", "empty" },
};

static void
words_cb (void)
{
  assert_words ("date", "year_digits", "87/1/2", "“87/1/2”的年份只有两位：写全四位年份，如 1987。",
                "“87/1/2” has a year of two digits: write all four, such as 1987.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_format_cases ("date", NULL, cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/model/date/words", words_cb);

  return g_test_run ();
}
