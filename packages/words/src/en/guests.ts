/** A guest's contact, masked until somebody asks for it. */
export const guests = {
  guest: "Guest",
  hidden: "Hidden for your role",
  notTold: "not told",
  erased: "erased",
  maskedInBody: "How to reach the guest is masked in the bodies below.",
  reason: "Why",
  reasons: {
    CALL_GUEST: "To tell the guest what became of it",
    GUEST_CALLED: "To make sure who is calling",
    REFUND: "To give money back",
    STORE_ASKS: "The store has to reach the guest",
    CHECK_DATA: "To see what was sent, as it was sent",
  },
  show: "Show contact",
  whoMayShow: "Owners and brand admins may show it.",
  willBeRecorded: "It is recorded that you saw it, and why.",
  wasRecorded: "Recorded. It is gone when you read the page again.",
  nothing: "PAR sent nothing by which the guest can be reached.",
  request: "The request as it was recorded",
  answer: "The answer as it was recorded",
  refused: {
    noSubject: "There is no such order or call.",
    notAllowed: "Your role may not see how to reach guests.",
  },
} as const;
