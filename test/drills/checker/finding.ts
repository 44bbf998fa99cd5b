/** One broken promise. Nothing in it names a guest. */
export interface Finding {
  /** PAR's request uid; the POS's own id of the order where no partner sent it. */
  uid: string;
  /** What was seen, in short, for the reader of the verdict. */
  evidence: string;
}

/** The first finding of each uid: one broken order is one finding, however often it was found. */
export function firstPerUid(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.toReversed().map((finding) => [finding.uid, finding])).values()].toReversed();
}
