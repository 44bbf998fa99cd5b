import type { Grant } from "@parley/db/operators";
import { createAuth } from "../../auth/auth.ts";
import { createOperator } from "../../auth/operator.ts";
import { ADMIN_ORIGIN, MASTER_KEY, PASSWORD, type TestDoor } from "./door.ts";

/** Somebody with these roles, and how they sign in: each time in another browser. */
export interface TestPerson {
  operatorId: string;
  email: string;
  signIn(userAgent?: string, password?: string): Promise<{ cookie: string }>;
}

/** Adds somebody who uses a browser: `headersOf` of the door gives keys, which are no persons. */
export async function addPerson({ test, deps }: TestDoor, grants: readonly Grant[]): Promise<TestPerson> {
  const email = `${crypto.randomUUID()}@example.com`;
  const input = { name: "Ada", email, password: PASSWORD, grants };
  const outcome = await createOperator({ db: test.db, now: deps.now() }, input);
  if (outcome.kind !== "created") throw new Error(`No operator: ${outcome.kind}`);
  const config = { adminUrl: ADMIN_ORIGIN, masterKey: MASTER_KEY, adminSecret: null, demo: false };
  const { library } = createAuth({ db: test.db, config, now: deps.now });
  return {
    operatorId: outcome.operator.id,
    email,
    async signIn(userAgent = "curl/8", password = PASSWORD) {
      const answer = await library.api.signInEmail({
        body: { email, password },
        headers: new Headers({ "user-agent": userAgent, origin: ADMIN_ORIGIN }),
        asResponse: true,
      });
      if (!answer.ok) throw new Error(`Not signed in: ${answer.status}`);
      return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
    },
  };
}
