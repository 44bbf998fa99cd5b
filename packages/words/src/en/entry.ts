/** The pages before anybody is signed in. */
export const entry = {
  signIn: {
    title: "Sign in",
    what: "the sign-in page",
    email: "E-mail",
    password: "Password",
    pending: "Signing in…",
    codeTitle: "One more step",
    codeHelp: "Give the code that your app shows now. If you have lost it, a code that you kept on paper.",
    code: "Code",
    passkey: "Sign in with a passkey",
    provider: "Sign in with {name}",
    otherAccount: "Sign in as somebody else",
    demo: "Demo accounts",
    demoHelp: "They exist in demo mode only.",
    fillIn: "Fill in",
    may: { admin: "Admin of every brand", support: "Support for YummyTaco only" },
    failure: {
      admin: "The admin cannot be reached. Check your connection and try again.",
      wrong: "E-mail or password is wrong.",
      code: "This code is not right, or was used already: each works once. Look at the one that your app shows now.",
      passkey: "This passkey does not sign in here: it was removed, or its account may not sign in.",
      passkeyLeft: "No passkey was given. Try again, or sign in with your password.",
      passkeyNeeded:
        "Your password is right, and not enough here: sign in with your passkey. If you have lost it, an admin can remove it.",
      tooMany: "Too many tries. Wait a while and try again.",
      tooManySeconds: "Too many tries. Try again in {count, plural, one {# second} other {# seconds}}.",
      tooManyMinutes: "Too many tries. Try again in {count, plural, one {# minute} other {# minutes}}.",
      api: "The API does not answer. It may be restarting; try again in a moment.",
      address: "This address of the admin is not one that the API trusts.",
      other: "Signing in failed. Try again, and tell your administrator if it stays so.",
    },
  },
  /** Why nobody came back from the identity provider signed in. */
  provider: {
    down: "{name} does not answer. Try again in a moment, or sign in with your password.",
    failed: "Signing in with {name} took too long or was begun elsewhere. Begin again here.",
    left: "You left signing in with {name}. Begin again, or sign in with your password.",
    unverified:
      "{name} did not say that your e-mail address is verified. Ask who runs it to verify it, or sign in with your password.",
    unknown:
      "{name} knows you, and nobody here may sign in as you. Ask an admin of Parley to invite you with the e-mail address that you have there.",
    factor:
      "{name} did not say that it asked you for a second factor, and yours is asked for here. Sign in with your password and code.",
    passkey:
      "{name} did not say that it asked you for a second factor, which is asked for here. Sign in with your passkey.",
    often: "Too many tries. Wait a while and try again.",
  },
  invite: {
    name: "Invitation",
    what: "the invitation",
    title: "Welcome, {name}",
    help: "You are invited to Parley. Choose a password, with which you sign in from now on.",
    act: "Save and sign in",
    gone: "This link opens nothing.",
    goneHelp:
      "It is over, was used already, or was ended. If you have a password, sign in; else ask who invited you for another link.",
  },
  forgotten: {
    open: "Forgotten your password?",
    title: "Forgotten your password?",
    help: "Type the e-mail address that you sign in with. If somebody here has it, a link to choose another password goes there.",
    act: "Send me a link",
    done: "If somebody signs in as {email}, a link is on its way there. It works once, within {minutes, plural, one {# minute} other {# minutes}}.",
    askAdmin:
      "No e-mail is sent here. Ask whoever administers Parley for a link by which you choose another password.",
    again: "Ask for another link",
    back: "Back to signing in",
  },
  reset: {
    name: "A new password",
    what: "the page for a new password",
    title: "A new password for {name}",
    help: "Choose the password with which you sign in from now on. You are signed out everywhere else.",
    act: "Save and sign in",
    goneHelp: "It is over, was used already, or was ended.",
  },
  firstRun: {
    name: "First operator",
    what: "the first page",
    title: "Create the first operator",
    help: "Nobody can sign in yet. The setup code proves that the server is yours: run <code>npm run parley -- setup-code</code> where Parley runs.",
    setupCode: "Setup code",
    yourName: "Your name",
    passwordHint: "{count} characters or more. Any characters, spaces too.",
    pending: "Creating…",
    create: "Create and sign in",
  },
} as const;
