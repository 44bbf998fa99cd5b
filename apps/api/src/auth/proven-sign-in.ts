import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/**
 * A session for somebody whom something else than a password proved. It is asked for by our own routes alone, in this
 * process: no request reaches it. Whether there may be a session is judged where each one is made (library.ts).
 */

const PATH = "/sign-in/proven";

const proofShape = z.object({
  operatorId: z.string(),
  /** What proved it. */
  by: z.enum(["passkey", "provider"]),
  /** Whether it stands for both factors: something that they have, and something that they know or are. */
  isBoth: z.boolean(),
});

export type Proof = Omit<z.infer<typeof proofShape>, "operatorId">;

export function provenSignIn() {
  return {
    id: "parley-proven-sign-in",
    endpoints: {
      signInProven: createAuthEndpoint(
        PATH,
        { method: "POST", body: proofShape, metadata: { SERVER_ONLY: true } },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.operatorId);
          if (user === null) throw new APIError("UNAUTHORIZED");
          const session = await ctx.context.internalAdapter.createSession(user.id, false);
          await setSessionCookie(ctx, { session, user }, false);
          return ctx.json({ ok: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

/** What proved whoever is about to get a session; null for a password. */
export function proofOf(
  context: { path?: string | undefined; body?: unknown } | null | undefined,
): Proof | null {
  if (context?.path !== PATH) return null;
  const { by, isBoth } = proofShape.parse(context.body);
  return { by, isBoth };
}
