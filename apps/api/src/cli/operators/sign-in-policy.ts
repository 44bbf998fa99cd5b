import { readSignInPolicy, type SignInPolicy, secondFactorRules } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { type Command, InvalidArgumentError, Option } from "commander";
import { changeSignInPolicy, POLICY_LIMITS, stoppedBy } from "../../auth/sign-in-policy.ts";
import { facts, type Result } from "../kernel/output.ts";
import { conflict, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley sign-in-policy show` and `set` */
export function addSignInPolicyCommands(program: Command, run: Run): void {
  const policy = program.command("sign-in-policy").description("what sign-in asks of operators");
  policy.command("show").description("what sign-in asks, and how long a session lasts").action(run(show));
  policy
    .command("set")
    .description("change what sign-in asks; what is left out stays")
    .addOption(new Option("--second-factor <who>", "who must have one").choices(secondFactorRules))
    .option("--idle-minutes <n>", "a session ends after so long without a request", within("idleMinutes"))
    .option("--session-hours <n>", "and after so long in any case", within("sessionHours"))
    .action(run(set));
}

function within(field: keyof typeof POLICY_LIMITS): (text: string) => number {
  const { min, max } = POLICY_LIMITS[field];
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
  };
}

async function show({ db }: Session): Promise<Result> {
  const [policy, lacking] = await Promise.all([readSignInPolicy(db), stoppedBy(db, "everybody")]);
  const { json, text } = toResult(policy);
  const emails = lacking.map(({ operator }) => operator.email);
  return {
    json: { ...Object(json), without_second_factor: emails },
    text: `${text}\n${facts({ "without second factor": emails.join(", ") || "nobody" })}`,
  };
}

async function set({ db, now }: Session, options: Partial<Omit<SignInPolicy, "version">>): Promise<Result> {
  if (Object.keys(options).length === 0)
    throw new UsageError(
      "Nothing is to be changed.",
      "Give --second-factor, --idle-minutes or --session-hours.",
    );
  const { version: expectedVersion, ...before } = await readSignInPolicy(db);
  const args = { policy: { ...before, ...options }, expectedVersion, by: CLI };
  const outcome = await changeSignInPolicy({ db, now: now() }, args);
  switch (outcome.kind) {
    case "changed":
      return toResult(outcome.policy);
    case "conflict":
      throw conflict("the policy of sign-in");
    case "invalid":
      throw new UsageError(
        `${outcome.field} is out of bounds.`,
        "See: npm run parley -- sign-in-policy set --help",
      );
  }
}

function toResult({ secondFactor, idleMinutes, sessionHours }: SignInPolicy): Result {
  return {
    json: { second_factor: secondFactor, idle_minutes: idleMinutes, session_hours: sessionHours },
    text: facts({
      "second factor": secondFactor,
      "idle minutes": String(idleMinutes),
      "session hours": String(sessionHours),
    }),
  };
}
