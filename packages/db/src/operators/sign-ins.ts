import { and, count, eq, gt } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { auditEntries } from "../schema/audit.ts";
import { operators } from "../schema/operator.ts";

/** Who has not proven who they are, as the audit names them. */
const UNAUTHENTICATED = "unauthenticated";

/** Failed tries of one operator's account that are recorded in an hour: anybody on the network can make them. */
const FAILED_KEPT = 20;
const FAILED_SPAN_MS = 3_600_000;

interface SignIn {
  operatorId: string;
  address: string;
  now: Date;
}

/** Records that an operator began or ended a session, and by what where it was not a password. */
export async function recordSession(
  db: Database,
  action: "signed_in" | "signed_out",
  { operatorId, address, now, means }: SignIn & { means?: "passkey" | "provider" | undefined },
): Promise<void> {
  const by = { kind: "operator", id: operatorId, address } as const;
  await recordChange(db.orm, {
    action,
    subjectId: operatorId,
    detail: means === undefined ? {} : { means },
    by,
    now,
  });
}

/** Records a try with an operator's address that was refused, by nobody who is known; nothing for other addresses. */
export async function recordFailedSignIn(
  db: Database,
  { email, address, now }: { email: string; address: string; now: Date },
): Promise<void> {
  const [operator] = await db.orm
    .select({ id: operators.id })
    .from(operators)
    .where(eq(operators.email, email.trim().toLowerCase()));
  if (operator === undefined) return;
  const [recent] = await db.orm
    .select({ failed: count() })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.subjectId, operator.id),
        eq(auditEntries.action, "sign_in_failed"),
        gt(auditEntries.at, new Date(now.getTime() - FAILED_SPAN_MS)),
      ),
    );
  if ((recent?.failed ?? 0) >= FAILED_KEPT) return;
  await db.orm.insert(auditEntries).values({
    id: newId("aud"),
    at: now,
    actor: UNAUTHENTICATED,
    address,
    action: "sign_in_failed",
    subjectId: operator.id,
    detail: {},
  });
}
