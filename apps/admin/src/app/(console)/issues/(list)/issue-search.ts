import { readIssues } from "@parley/limits";
import { upper } from "@/components/submit/submit-row.ts";
import { listAddress } from "@/navigation/list-address.ts";

/** The list's whole state; every part of it is in the address. */
export const issueAddress = listAddress("/issues", readIssues);

export type IssueSearch = ReturnType<typeof issueAddress.parse>;

/** The search as the API takes it. */
export function issueVariables({ after, state, cause, brand, store }: IssueSearch) {
  return {
    after,
    filter: {
      state: state === null ? null : upper(state),
      causes: cause === null ? null : [upper(cause)],
      brandId: brand,
      locationId: store,
    },
  };
}
