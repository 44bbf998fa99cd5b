import { generatePassword } from "@parley/limits";
import { describe, expect, it } from "vitest";
import { DEMO_PASSWORD, hashPassword, isPassword, passwordProblem } from "./password.ts";

const about = ["Ada Lovelace", "ada.lovelace@example.com", "YummyTaco", "YC01"];

describe("passwordProblem", () => {
  it.each([
    ["short", "passwordShort"],
    ["a".repeat(129), "passwordLong"],
    ["aaaaaaaaaaaa", "passwordMonotonous"],
    ["password1234", "passwordGuessable"],
    ["Qwerty-123456!", "passwordGuessable"],
    ["123456789012", "passwordGuessable"],
    ["AdaLovelace2026", "passwordGuessable"],
    ["parley-admin-1", "passwordGuessable"],
  ])("refuses %s", (password, problem) => {
    expect(passwordProblem(password, about)).toBe(problem);
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

// S14: what stands on every list of common passwords, and what anybody knows about the person.
describe("a password that is easy to guess (S14)", () => {
  it.each([
    "football12345",
    "12345football",
    "football!!!!!",
    "2026football!!",
    "FOOTBALL-12345",
    "F.o.o.t.b.a.l.l.1",
    "f00tball12345",
    "P@ssw0rd12345",
    "Fußball12345",
    "ｆｏｏｔｂａｌｌ12345",
    "llabtoof12345",
    "footballfootball",
    "trustno1trustno1",
    "abc123abc123",
    "trustno12026!!",
    "Summer2026!!",
    "Winter-2026-!",
    "january151990",
    "1q2w3e4r5t6y",
    "zaq12wsxcde3",
    "qwertyuiop123",
    "abcdefghijkl",
    DEMO_PASSWORD,
    "Parley-Demo-2026!",
    "lovelaceada99!",
    "ecalevolada12",
    "YummyTaco-2026",
    "yummytaco-support",
  ])("is refused in one sentence: %s", (password) => {
    expect(passwordProblem(password, about)).toBe("passwordGuessable");
  });

  it.each([
    "MyDogHasFleas99",
    "blue-lamp-running",
    "a lamp on the third shelf",
    "the football team eats tacos",
    "ночной поезд в город",
    "Wq!8rT#2kPz$",
  ])("is not one that only holds a common word or is no word at all: %s", (password) => {
    expect(passwordProblem(password, about)).toBeNull();
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
