import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** An identity provider that can be bent: it signs whoever it is told to in, and says what it is told to say. */
export interface TestProvider extends AsyncDisposable {
  issuer: string;
  /** What its next ID token says beside or instead of what is right; `undefined` leaves a claim out. */
  claims: Record<string, unknown>;
  /** What it says of whom when it is asked for it apart; null where it says everything in the ID token. */
  userinfo: Record<string, unknown> | null;
  /** The issuer that its description and its way back name. */
  named: string;
  /** Signs with a key that it does not show. */
  isForged: boolean;
  isDown: boolean;
}

export const CLIENT = { clientId: "parley", clientSecret: "a secret of tests, nothing of value" };

export async function startProvider(): Promise<TestProvider> {
  const [shown, hidden] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const key = { ...(await exportJWK(shown.publicKey)), kid: "1", alg: "RS256", use: "sig" };
  const codes = new Map<string, URLSearchParams>();

  async function idToken(asked: URLSearchParams): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const right = {
      ...{ iss: provider.issuer, aud: CLIENT.clientId, sub: "sub-1", iat: now, exp: now + 60 },
      nonce: asked.get("nonce"),
    };
    const { privateKey } = provider.isForged ? hidden : shown;
    return await new SignJWT({ ...right, ...provider.claims })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .sign(privateKey);
  }

  async function tokens(req: IncomingMessage): Promise<object | null> {
    let body = "";
    for await (const chunk of req) body += String(chunk);
    const given = new URLSearchParams(body);
    const [id, secret] = Buffer.from(req.headers.authorization?.slice(6) ?? "", "base64")
      .toString()
      .split(":");
    const asked = codes.get(given.get("code") ?? "");
    codes.delete(given.get("code") ?? "");
    const proof = createHash("sha256")
      .update(given.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight =
      id === CLIENT.clientId &&
      decodeURIComponent(secret ?? "") === CLIENT.clientSecret &&
      asked?.get("code_challenge") === proof &&
      asked.get("redirect_uri") === given.get("redirect_uri");
    return asked !== undefined && isRight ? { id_token: await idToken(asked), access_token: "at" } : null;
  }

  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? "/", provider.issuer);
    const json = (status: number, body: object) =>
      res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (provider.isDown) return json(503, {});
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(200, {
          issuer: provider.named,
          ...{ authorization_endpoint: `${provider.issuer}/go`, token_endpoint: `${provider.issuer}/token` },
          ...{ jwks_uri: `${provider.issuer}/keys`, userinfo_endpoint: `${provider.issuer}/who` },
          authorization_response_iss_parameter_supported: true,
        });
      case "/keys":
        return json(200, { keys: [key] });
      case "/who":
        return json(200, provider.userinfo ?? {});
      case "/token": {
        const given = await tokens(req);
        return given === null ? json(400, { error: "invalid_grant" }) : json(200, given);
      }
      default: {
        const code = randomUUID();
        codes.set(code, url.searchParams);
        const back = new URL(url.searchParams.get("redirect_uri") ?? "");
        const said = { code, state: url.searchParams.get("state") ?? "", iss: provider.named };
        for (const [name, value] of Object.entries(said)) back.searchParams.set(name, value);
        return res.writeHead(303, { location: back.href }).end();
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const provider: TestProvider = {
    ...{ issuer, named: issuer, claims: {}, userinfo: null, isForged: false, isDown: false },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}
