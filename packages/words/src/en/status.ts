/** Where a submit stands, in a word, and what it means. */
export const status = {
  pending: { word: "Pending", meaning: "Accepted, and not with the POS yet." },
  unknown: { word: "Unknown", meaning: "The POS did not say whether it has the order. PAR hears “pending”." },
  attention: { word: "Needs a person", meaning: "Not settled by itself. PAR hears “pending”." },
  placed: { word: "Placed", meaning: "The POS has the order." },
  rejected: {
    word: "Rejected",
    meaning: "An order that was refused, by us or by the POS, for a reason told to PAR.",
  },
  errored: { word: "Not placed", meaning: "Proven not to be in the POS." },
  refused: { word: "Refused", meaning: "Refused before it became an order, for a reason told to PAR." },
  disputed: { word: "Disputed", meaning: "The POS contradicts what PAR was told." },
} as const;
