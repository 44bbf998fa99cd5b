import Provider from "oidc-provider";

/**
 * A real identity provider for the journeys: whoever types an e-mail address is signed in with it, and it is verified
 * unless it begins with `unverified`. Settings: PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI.
 */

const { PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } = process.env;

const provider = new Provider(`http://localhost:${PORT}`, {
  clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [REDIRECT_URI] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (_ctx, email) => ({
    accountId: email,
    claims: () => ({ sub: email, email, email_verified: !email.startsWith("unverified"), name: email }),
  }),
  pkce: { required: () => true },
});
provider.listen(Number(PORT), "127.0.0.1", () => console.log("The provider is ready."));
