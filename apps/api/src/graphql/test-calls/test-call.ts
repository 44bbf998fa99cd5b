import { findExchange } from "@parley/db/exchanges";
import { findOrder } from "@parley/db/orders";
import { checkWords } from "../../explain/check-words.ts";
import { refusalWords } from "../../explain/refusal-words.ts";
import type { TestFault, TestOperation } from "../../test-calls/faults.ts";
import type { TestCall as TestCallShape } from "../../test-calls/test-calls.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import { Order } from "../orders/order.ts";

type Outcome = TestCallShape["outcome"];

export const TestCallOperation = builder.enumType("TestCallOperation", {
  description: "A call of PAR.",
  values: {
    VALIDATE: { value: "validate", description: "Asks whether an order would be taken." },
    SUBMIT: { value: "submit", description: "Places an order." },
    STATUS: { value: "status", description: "Asks what became of an order." },
    MENU: { value: "menu", description: "Asks for the store's menu." },
  } satisfies Record<string, { value: TestOperation; description: string }>,
});

export const TestCallFault = builder.enumType("TestCallFault", {
  description: "What is wrong with a test call, on purpose.",
  values: {
    NONE: { value: "none", description: "Nothing." },
    WRONG_DIGEST: { value: "wrong_digest", description: "The digest is of other fields." },
    NO_DIGEST: { value: "no_digest", description: "The digest is missing." },
    EXPIRED_TOKEN: { value: "expired_token", description: "The token has expired." },
    OTHER_ORGANIZATION: { value: "other_organization", description: "The token is another organization's." },
    OTHER_STORE: { value: "other_store", description: "The token is another store's." },
    TOTAL_OFF: {
      value: "total_off",
      description: "The grand total is one cent above what the connection lets pass.",
    },
    UNKNOWN_ITEM: { value: "unknown_item", description: "The menu does not have one of the items." },
    SOLD_OUT_ITEM: { value: "sold_out_item", description: "One of the items is sold out." },
    SAME_AGAIN: { value: "same_again", description: "An earlier submit is sent again, byte by byte." },
    OTHER_CONTENT: { value: "other_content", description: "An earlier request uid with another order." },
    POS_TEST_ITEM: {
      value: "pos_test_item",
      description: "An item by which a simulated POS is told to fail.",
    },
  } satisfies Record<string, { value: TestFault; description: string }>,
});

const TestCallOutcome = builder.enumType("TestCallOutcome", {
  description: "What the answer of a test call means, whatever its HTTP status.",
  values: {
    VALIDATED: { value: "validated", description: "The order would be taken." },
    PLACED: { value: "placed", description: "The POS has the order." },
    PENDING: { value: "pending", description: "The order is kept, and nobody knows yet what becomes of it." },
    REJECTED: { value: "rejected", description: "The order is refused, and PAR is told why." },
    ERRORED: { value: "errored", description: "The order was not placed." },
    MENU: { value: "menu", description: "The store's menu." },
    REFUSED: { value: "refused", description: "The call itself is refused." },
    UNCLEAR: { value: "unclear", description: "The answer is none of the contract's." },
  } satisfies Record<string, { value: Outcome; description: string }>,
});

const TestCallCheck = builder.objectRef<TestCallShape["checks"][number]>("TestCallCheck").implement({
  description: "One thing that PAR looks at in an answer.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "What: `status`, `digest`, `echo`, `shape` and the like." }),
    ok: t.exposeBoolean("ok", { description: "Whether it is as the contract asks for." }),
    detail: t.string({
      description: "What was found, in the reader's language.",
      resolve: ({ detail }, _args, { words }) => checkWords(detail, words),
    }),
  }),
});

const TestCallIssue = builder.objectRef<TestCallShape["issues"][number]>("TestCallIssue").implement({
  description: "A reason that an answer gives.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "Its code." }),
    message: t.string({
      description:
        "The reason that PAR is told, in the reader's language; what a POS wrote is as it wrote it.",
      resolve: ({ message }, _args, { words }) => refusalWords(message, words),
    }),
  }),
});

export const TestCall = builder.objectRef<TestCallShape>("TestCall").implement({
  description: "A call that was sent as PAR, and its answer.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    outcome: t.expose("outcome", { type: TestCallOutcome, description: "What the answer means." }),
    issues: t.field({ type: [TestCallIssue], description: "Why.", resolve: ({ issues }) => [...issues] }),
    status: t.exposeInt("status", { description: "Its HTTP status." }),
    checks: t.field({
      type: [TestCallCheck],
      description: "What PAR would look at in it.",
      resolve: ({ checks }) => [...checks],
    }),
    durationMs: t.exposeInt("durationMs", { description: "How long it took, in milliseconds." }),
    isReplay: t.exposeBoolean("isReplay", {
      description: "True where it is the stored answer to an earlier call.",
    }),
    requestUid: t.exposeString("requestUid", {
      nullable: true,
      description: "The order's request uid; null where the answer is about no order.",
    }),
    requestBody: t.exposeString("requestBody", {
      nullable: true,
      description: "The body as it was sent; null for a status. With it, the call can be sent again.",
    }),
    responseBody: t.exposeString("responseBody", {
      description: "The body of the answer; the first 64 KiB of it.",
    }),
    exchangeId: t.exposeID("exchangeId", {
      nullable: true,
      description: "Our id of the recorded call; null where no record was made.",
    }),
    exchange: t.field({
      type: Exchange,
      nullable: true,
      description: "The recorded call; null where it is not recorded yet, or not for you.",
      resolve: async ({ exchangeId }, _args, { db, scopeFor }) => {
        if (exchangeId === null) return null;
        const scope = scopeFor("orders.read");
        return (await findExchange(db, { scope, exchangeId }))?.exchange ?? null;
      },
    }),
    order: t.field({
      type: Order,
      nullable: true,
      description: "The order that the call is about; null where there is none.",
      resolve: async ({ orderId }, _args, { db, scopeFor }) =>
        orderId === null ? null : await findOrder(db, { scope: scopeFor("orders.read"), orderId }),
    }),
  }),
});
