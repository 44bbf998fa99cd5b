/**
 * Where a submit stands, in a word, and what it means: one short line that tells it apart from its neighbours, shown
 * where the word is chosen and where it stands.
 */
export const status = {
  pending: { word: "Pending", meaning: "Accepted, and not with the POS yet." },
  unknown: { word: "Unknown", meaning: "The POS did not say whether it has the order. PAR hears “pending”." },
  attention: { word: "Needs a person", meaning: "Not settled by itself. PAR hears “pending”." },
  placed: { word: "Placed", meaning: "The POS has the order." },
  rejected: {
    word: "Rejected",
    meaning: "An order that we or its POS decided against. PAR was told why.",
  },
  errored: {
    word: "Not placed",
    meaning: "An order that nobody decided against, and that surely never got to its POS.",
  },
  refused: {
    word: "Refused",
    meaning: "No order: the call itself was turned away, for an id, a signature or the like.",
  },
  disputed: { word: "Disputed", meaning: "The POS contradicts what PAR was told." },
} as const;
