import {
  answerStyle,
  ContractError,
  type Exchange,
  type Issue,
  type OrderStatus,
  parseErrorBody,
  parseOrderAnswer,
  type Switches,
} from "@parley/par-contract";

/** What an answer means for the business, whatever its HTTP status. `unclear`: it is not the contract's. */
export type TestOutcome = OrderStatus | "menu" | "refused" | "unclear";

export interface TestAnswer {
  outcome: TestOutcome;
  issues: readonly Pick<Issue, "code" | "message">[];
  /** Null where the answer is about no order. */
  requestUid: string | null;
}

/** Reads an answer as PAR would. */
export function readAnswer({ operation, response }: Exchange, switches: Switches): TestAnswer {
  const { json, status } = response;
  if (operation === "get_menu" && status === 200) return { outcome: "menu", issues: [], requestUid: null };
  try {
    const { answer } = parseOrderAnswer(json, answerStyle(switches));
    return { outcome: answer.status, issues: answer.errors, requestUid: answer.requestUid };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
  }
  try {
    return { outcome: "refused", issues: parseErrorBody(json).issues, requestUid: null };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { outcome: "unclear", issues: [], requestUid: null };
  }
}
