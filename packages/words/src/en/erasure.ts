/** Erasing one guest everywhere. */
export const erasure = {
  title: "Erase one guest",
  sentence:
    "Takes one guest out of every order, payload and refused call, and out of the recorded bodies of calls about them, for ever. Orders and what they came to stay. A guest whose order was only checked and never sent is not found here: what was recorded of it goes with the limit of bodies.",
  phone: "Phone number",
  phoneHint: "7 to 15 digits, with or without the country’s code.",
  email: "E-mail address",
  look: "See what there is",
  looking: "Looking",
  erase: "Erase for ever",
  back: "Look for another",
  found: "There is of this guest:",
  done: "Erased:",
  later: "Nothing is erased yet, for all that there is of this guest stays for now:",
  nothing: "There is nothing of this guest.",
  noneChosen: "Tick the numbers that are this guest’s to see what there is.",
  orders: "{count, plural, one {# order} other {# orders}}",
  bodies: "{count, plural, one {body of # call} other {bodies of # calls}}",
  refusedCalls: "{count, plural, one {# refused call} other {# refused calls}}",
  held: "{count, plural, one {# order is open or disputed, or has a case that is not resolved: its guest is erased within an hour of its being settled.} other {# orders are open or disputed, or have a case that is not resolved: their guest is erased within an hour of their being settled.}}",
  forms: "Numbers that may be this guest’s",
  formsHint:
    "A number is found with and without its country’s code, and with the 0 or 00 that is dialled before it; not where an extension was written after it. Tick those that are this guest’s: no number without a tick is erased.",
  form: "{masked}, {digits, plural, one {# digit} other {# digits}}",
  formOf:
    "{orders, plural, one {# order} other {# orders}}, {calls, plural, one {# refused call} other {# refused calls}}",
  heldCalls:
    "{count, plural, one {# call stays for now: its order is open, a case about it is not resolved, or an order with the same id is open or another guest’s. What it holds is erased within an hour of that being settled, or with its limit.} other {# calls stay for now: their order is open, a case about them is not resolved, or an order with the same id is open or another guest’s. What they hold is erased within an hour of that being settled, or with its limit.}}",
  answers:
    "{count, plural, one {The answer that PAR got for # order repeats what was written beside a line. It stays, because PAR may ask for it again at any time and must get the same.} other {The answers that PAR got for # orders repeat what was written beside a line. They stay, because PAR may ask for them again at any time and must get the same.}}",
  notes:
    "{count, plural, one {# note on a case stays, because nobody can change it; read whether it names the guest.} other {# notes on cases stay, because nobody can change them; read whether they name the guest.}}",
  views:
    "{count, plural, one {# saved view looks for the guest: delete it.} other {# saved views look for the guest: delete them.}}",
  refused: {
    forms: "Look again, and choose the numbers that are this guest’s.",
    phone: "No guest can be known by that number: give 7 to 15 digits.",
    email: "Give an e-mail address or a phone number.",
  },
} as const;
