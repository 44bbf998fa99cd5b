/** Why an act on operators, their roles and their keys is refused. */
export const operators = {
  refused: {
    noOperator: "There is no such operator.",
    noStore: "There is no such store.",
    noBrand: "There is no such brand.",
    noInvitation: "This link opens nothing: it is over, was used, or was ended.",
    notInvited: "They have a password already or are disabled, so a link would open nothing.",
    noKey: "This operator has no such API key in use.",
    beyondOwn: "You can give roles only in brands that you administer.",
    changed: "Somebody else changed this operator meanwhile. Read them again.",
    lastAdmin: "Nobody else could administer what they administer. Make another admin first.",
    taken: "An operator signs in with this e-mail address already.",
    disabled: "This operator is disabled. Let them in first.",
    wrongPassword: "This is not your password.",
    noSession: "You have no such session.",
    onlySignedIn: "Sign in in a browser to change your own account: a key cannot.",
    beyondOperator: "A key may not do more than its operator. Leave out what they may not do themselves.",
    tooManyRoles: "Give {max} roles at most.",
    tooManyKeys: "This operator has {max} API keys in use. Revoke one first.",
    exists: "An operator exists already. Sign in.",
    tooOften: "Too many tries. Wait a minute, then try again.",
    setupCode: "This is not the setup code. `npm run parley -- setup-code` prints it on the server.",
  },
  /** What a script is told whose key is over. */
  keyExpired: "This API key expired at {time} and opens nothing any more. Make another one.",
  invalid: {
    nameLength: "Give a name of 1 to {nameMax} characters.",
    notEmail: "This is not an e-mail address.",
    expiryPast: "Give a day that is still to come.",
    noRoles: "Give at least one role; to shut somebody out, disable them.",
    passwordShort: "Use at least {passwordMin} characters; a sentence is fine.",
    passwordLong: "Use at most {passwordMax} characters.",
    passwordMonotonous: "Use more than a few different characters.",
    passwordGuessable:
      "This is easy to guess: it is a common password, or made of your name, a brand’s name and common words.",
    ownerOfPlace: "An owner has every brand. For one brand, make them its brand admin.",
    brandAdminOfNone: "A brand admin has a brand. For every brand, make them an owner.",
    brandAdminOfStore: "A brand admin has the whole brand, not a store of it.",
    rolesApart:
      "An engineer’s role or one for a store goes only with other roles of the same brand. Add somebody else for it.",
  },
} as const;
