/**
 * What was found where an answer was judged as PAR would judge it. The contract's own client writes these in English,
 * for shells too; here they are for people. Each is a clause without a stop; data stands as it is.
 */
export const checks = {
  none: "none, as it should be",
  signedError: "a protocol error is signed",
  notErrorBody: "{status} with a body that is not the contract's error body",
  orderAnswer: "an order answer of the contract",
  notSigned: "the answer is not signed",
  notHex: "is not 64 lower-case hex digits",
  over: "over {text}",
  otherDigest: "{sent}, but {text} gives {expected}",
  askedFor: "the order that was asked for",
  answersOther: "answers {uid} to {path}",
  unreadable: "answers a request that cannot be read",
  idsAndTime: "ids and datetime",
  differs: "differs in {fields}",
  placedWithout: "placed without a POS order id",
  idNotPlaced: "a POS order id that is not placed",
  pendingUnder: "pending under 200",
  other202: "{status} under 202",
  withoutErrors: "{status} without errors",
  fromValidate: "{status} from validate",
  validatedFrom: "validated from {operation}",
  menuUnchanged: "a menu answer of the contract, unchanged",
  menuProducts: "a menu answer of the contract, {count} products",
  location: "location",
} as const;
