import { describe, expect, it } from "vitest";
import { generatePassword, hashPassword, isPassword, passwordProblem } from "./password.ts";

const about = ["Ada Lovelace", "ada.lovelace@example.com"];

describe("passwordProblem", () => {
  it.each([
    ["short", "at least 12"],
    ["a".repeat(129), "at most 128"],
    ["aaaaaaaaaaaa", "different characters"],
    ["password1234", "easy to guess"],
    ["Qwerty-123456!", "easy to guess"],
    ["123456789012", "easy to guess"],
    ["AdaLovelace2026", "easy to guess"],
    ["parley-admin-1", "easy to guess"],
  ])("refuses %s", (password, words) => {
    expect(passwordProblem(password, about)).toContain(words);
  });

  it.each([
    "correct horse battery staple",
    "  leading blanks",
    "x4$kQ9zLm2!w",
    "密码是一个秘密的长句子呀",
    `${"p".repeat(60)}arley one two`,
  ])("accepts %s", (password) => expect(passwordProblem(password, about)).toBeNull());

  it("accepts what we generate", () => {
    for (let i = 0; i < 200; i++) expect(passwordProblem(generatePassword(), about)).toBeNull();
  });
});

describe("hashPassword", () => {
  it("is Argon2id, salted, and exact to the last character", async () => {
    const [one, two] = await Promise.all([
      hashPassword("ﬁve is not five "),
      hashPassword("ﬁve is not five "),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await isPassword({ hash: one, password: "ﬁve is not five " })).toBe(true);
    expect(await isPassword({ hash: one, password: "ﬁve is not five" })).toBe(false);
    expect(await isPassword({ hash: one, password: "five is not five " })).toBe(false);
  });
});
