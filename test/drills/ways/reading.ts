import type { DrillOrder } from "../drill-orders.ts";
import type { World } from "../world.ts";

/** What an order's page reads, by the operators' API, and what is wrong with it for the person who reads it. */

interface Step {
  kind: "NextStepLink" | "NextStepAct";
  label: string;
  mayYou: boolean;
  place?: string;
  id?: string;
  act?: string;
}

export interface Reading {
  id: string;
  state: string;
  location: { id: string };
  autopsy: {
    sentence: string;
    causeClass: string;
    job: string;
    whoseJob: string;
    nextStep: string | null;
    tellGuest: string | null;
    money: string | null;
    steps: Step[];
  };
  acts: { name: string; isAllowed: boolean }[];
}

const QUERY = `query($id: ID!) { order(id: $id) {
  id state location { id } acts { name isAllowed }
  autopsy { sentence causeClass job whoseJob nextStep tellGuest money steps {
    kind: __typename
    ... on NextStepLink { label mayYou place id }
    ... on NextStepAct { label mayYou act }
  } }
} }`;

const LANGUAGES = ["en", "es"] as const;

/** What an operator reads about the order now, in each language; nothing before it is in the ledger. */
export async function read(world: World, { requestUid }: DrillOrder): Promise<Reading[]> {
  const [row] = await world.owner.sql<{ id: string }[]>`
    select id from orders where request_uid = ${requestUid}`;
  const [api] = world.apis.filter(({ program }) => program.isRunning);
  if (row === undefined || api === undefined) return [];
  return await Promise.all(
    LANGUAGES.map(async (language) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "accept-language": language,
          authorization: `Bearer ${world.apiKey}`,
        },
        body: JSON.stringify({ query: QUERY, variables: { id: row.id } }),
      });
      const answer: { data?: { order: Reading | null }; errors?: unknown } = await response.json();
      if (!answer.data?.order) throw new Error(`The page cannot be read: ${JSON.stringify(answer)}`);
      return answer.data.order;
    }),
  );
}

/** Words of the code, of HTTP and of the ledger: none of them helps a person on the phone. */
const ENGINEERS =
  /\b(?:dispatch\w*|ambiguous|idempot\w*|payload|ledger|workers?|lease|fenced|attempts?|exchange|internal|undefined|null|errored|rejected|breaker|lane|class [A-D]|drill|api-\w+)\b|[a-z]_[a-z]|\{|\[object/i;

/** By the act of a step, those of the order that it stands for; of the others the order's state says nothing. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  settle: ["CONFIRM_PLACED", "CONFIRM_ABSENT"],
  tryNow: ["TRY_NOW"],
  resend: ["RESEND"],
  settleDispute: ["SETTLE_DISPUTE"],
  recheck: ["RECHECK"],
};

/** What is wrong with a reading; nothing, where it serves whoever reads it. */
export function faultsOf({ id, location, autopsy, acts }: Reading): string[] {
  const { sentence, whoseJob, nextStep, tellGuest, money, steps, job } = autopsy;
  const said = [
    sentence,
    whoseJob,
    nextStep ?? "",
    tellGuest ?? "",
    money ?? "",
    ...steps.map(({ label }) => label),
  ];
  const forbidden = steps.filter(({ act = "" }) => {
    const own = ACTS[act];
    return own !== undefined && !acts.some(({ name, isAllowed }) => isAllowed && own.includes(name));
  });
  const astray = steps.filter((step) => {
    if (step.kind !== "NextStepLink") return false;
    return step.place === "order" ? step.id === id : step.id !== location.id;
  });
  return [
    ...(sentence.trim() === "" ? ["no sentence"] : []),
    ...(whoseJob.trim() === "" ? ["nobody named"] : []),
    ...(job !== "nobody" && steps.length === 0 ? [`nothing to do here for ${job}`] : []),
    ...said.filter((text) => ENGINEERS.test(text)).map((text) => `engineers' words: ${text}`),
    ...forbidden.map(({ act }) => `offers ${act}, which the order does not allow`),
    ...astray.map(({ place, id: to }) => `leads to ${place} ${to}`),
  ].map((fault) => `${fault} – ${sentence}`);
}
