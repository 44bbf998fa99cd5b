import type { Case } from "./stored.ts";

/** Numbers and names together, and sentences that are pasted whole. */
export const SENTENCES: readonly Case[] = [
  // what has both
  ["O'Brien 29.10", ["anne"]],
  ["29.10 obrien", ["anne"]],
  ["$12.99 O'Brien", ["obrien"]],
  ["O'Brien, Anne-Marie $29.10", ["anne"]],
  ["55,10 € Müller", ["mueller"]],
  ["Taro 1200 yen", ["yen"]],
  ["太郎 ¥1200", ["yen"]],
  ["1,234.50 for Maria de la Cruz", ["cruz"]],
  ["o'brien 0142", ["anne"]],
  ["O'Brien #42", ["anne"]],
  ["Li Wu, order #42", ["li"]],
  // what has one of them where nothing has both: the number says more
  ["Smith 29.10", ["anne"]],
  ["Cruz 77.77", ["cruz"]],
  ["12.98 jones", ["jean"]],
  // sentences
  ["I paid $29.10 ten minutes ago", ["anne"]],
  ["I paid 29.10 dollars 10 minutes ago", ["anne"]],
  ["they charged my card $29.10 and nothing came", ["anne"]],
  ["order WEB-1001 for O'Brien never came", ["anne"]],
  ["order WEB-1001 for Smith never came", ["anne"]],
  ["Hi! My order WEB-1002 never came.", ["obrien"]],
  ["where is order number 7 please", ["curly"]],
  ["call Anne-Marie back at (213) 555-0142", ["anne"]],
  ["my number is 310 555 0199 and it is late", ["jean"]],
  ["guest says the ticket said K-77001", ["jean"]],
  ["it ends in 0142 she says", ["anne"]],
];
