/** One request of an operator: who asks, and what the rooms offer. */
export interface GraphqlContext {
  operator: { id: string } | null;
}
