import { takeAttempt, takeBackAttempt } from "@parley/db/operators";
import { GraphQLError } from "graphql";
import { acceptInvitation, INVITATION_DAYS, RESET_MINUTES, readInvitation } from "../../auth/invitation.ts";
import { networkOf } from "../../http/client-address.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { invalid } from "./refusals.ts";

/** What a link shows to whoever has it, and what they do with it, before anybody is signed in. */

interface InvitationShape {
  name: string;
  email: string;
  expiresAt: Date;
  isReset: boolean;
}

const Invitation = builder.objectRef<InvitationShape>("Invitation").implement({
  description: "A link by which somebody chooses their own password, as whoever has it sees it.",
  authScopes: { public: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "Whom it is for." }),
    email: t.exposeString("email", { description: "What they will sign in with." }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "When it ends by itself." }),
    isReset: t.exposeBoolean("isReset", {
      description: "True where it replaces the password that they have; false for who has none yet.",
    }),
  }),
});

const AcceptInvitationInput = builder.inputType("AcceptInvitationInput", {
  description: "The link's token, and the password that was chosen.",
  fields: (t) => ({
    token: t.string({ required: true, description: "What the link's address ends with." }),
    password: t.string({ required: true, description: "12 to 128 characters." }),
  }),
});

const AcceptInvitationResult = builder.unionType("AcceptInvitationResult", {
  description: "Who can sign in now, or why nobody can.",
  types: [Operator, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("Operator"),
});

builder.queryField("invitation", (t) =>
  t.field({
    type: Invitation,
    nullable: true,
    description:
      "Whom a link invites; null where it opens nothing: it never was one, is over, was used, or was ended. Public.",
    authScopes: { public: true },
    args: { token: t.arg.string({ required: true, description: "What the link's address ends with." }) },
    resolve: (_root, { token }, context) => read(context, token),
  }),
);

builder.mutationField("acceptInvitation", (t) =>
  t.field({
    type: AcceptInvitationResult,
    description: `Takes an invitation, with a password of one's own, or replaces a password by a link; the link is over then, and after ${INVITATION_DAYS} days or ${RESET_MINUTES} minutes in any case. Every session ends where a password is replaced. Public.`,
    authScopes: { public: true },
    args: {
      input: t.arg({ type: AcceptInvitationInput, required: true, description: "The link and a password." }),
    },
    resolve: (_root, { input }, context) => accept(context, input),
  }),
);

/** Waits after so many tries from one network that opened nothing, as for passwords; the last one repeats. */
const WAITS_MS = [...Array<number>(59).fill(0), ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];

/** Counts one try of this network; null where it has to wait. Whatever opened something is taken back. */
async function takeTry({ db, address, now }: GraphqlContext): Promise<null | (() => Promise<void>)> {
  const key = `invitations at ${networkOf(address)}`;
  const taken = await takeAttempt(db, { key, now: now(), waitsMs: WAITS_MS });
  return taken.allowed ? () => takeBackAttempt(db, { key, taken }) : null;
}

async function read(context: GraphqlContext, token: string): Promise<InvitationShape | null> {
  const takeBack = await takeTry(context);
  if (takeBack === null) {
    const message = context.words("operators")("refused.tooOften");
    throw new GraphQLError(message, { extensions: { code: "RATE_LIMITED" } });
  }
  const found = await readInvitation({ db: context.db, now: context.now() }, token);
  if (found !== null) await takeBack();
  return found;
}

async function accept(
  context: GraphqlContext,
  input: { token: string; password: string },
): Promise<OperatorShape | Refusal> {
  const { db, address } = context;
  const say = context.words("operators");
  const takeBack = await takeTry(context);
  if (takeBack === null) return refuse("NOT_ALLOWED", say("refused.tooOften"));
  const outcome = await acceptInvitation({ db, now: context.now(), address }, input);
  if (outcome.kind === "not_found") return refuse("NOT_FOUND", say("refused.noInvitation"));
  await takeBack();
  if (outcome.kind === "invalid") return invalid(say, outcome);
  return shapeOf(outcome.operator);
}
