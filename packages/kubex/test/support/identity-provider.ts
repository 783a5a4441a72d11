import { generateKeyPairSync } from "node:crypto";
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";

/** An OpenID Connect provider on the loopback address, with an authority of its own. */
export interface IdentityProvider {
	readonly issuer: string;
	/** The authority's certificate, PEM. */
	readonly certificateAuthority: string;
	/** What has been asked, such as `POST /token`. */
	readonly requests: readonly string[];
	/** Logs somebody in as far as to the refresh token that a program keeps; the client is one of {@link clients}. */
	login(account: string, clientId: string): Promise<string>;
	/** Stops answering, and answers again at the same address. */
	stop(): Promise<void>;
	start(): Promise<void>;
}

/** The programs that the provider knows, with their secrets and how these are shown; one has none. */
export const clients = {
	kubernetes: { secret: "s: +%/=", way: "client_secret_basic" },
	open: { secret: "", way: "none" },
	elsewhere: { secret: "a third", way: "client_secret_basic" },
} as const;

const scope = "openid offline_access";

/**
 * Starts a provider that rotates refresh tokens and puts everybody into the group `developers`.
 *
 * @param idTokenSeconds - How long an ID token lives.
 */
export async function startIdentityProvider(idTokenSeconds: number): Promise<IdentityProvider> {
	const authority = new CertificateAuthority();
	const { certificate, key } = authority.issueServer(["127.0.0.1"]);
	let listener: RequestListener = () => {};
	const requests: string[] = [];
	const open = async (port: number): Promise<Server> => {
		const server = createServer({ cert: certificate, key }, (request, response) => {
			requests.push(`${request.method} ${request.url}`);
			listener(request, response);
		});
		await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
		return server;
	};
	let server = await open(0);
	const { port } = server.address() as AddressInfo;
	const issuer = `https://127.0.0.1:${port}`;
	const signing = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
	const provider = new Provider(issuer, {
		clients: Object.entries(clients).map(([id, { secret, way }]) => ({
			client_id: id,
			...(secret !== "" && { client_secret: secret }),
			token_endpoint_auth_method: way,
			grant_types: ["authorization_code", "refresh_token"],
			redirect_uris: ["https://127.0.0.1/callback"],
		})),
		claims: { openid: ["sub", "groups"] },
		findAccount: (_context: unknown, accountId: string) => ({
			accountId,
			claims: () => ({ sub: accountId, groups: ["developers"] }),
		}),
		cookies: { keys: ["unused"] },
		features: { devInteractions: { enabled: false } },
		jwks: { keys: [{ ...signing, use: "sig", kid: "1" }] },
		rotateRefreshToken: true,
		ttl: { IdToken: idTokenSeconds, AccessToken: 60, RefreshToken: 3600, Grant: 3600 },
	});
	listener = provider.callback();
	return {
		issuer,
		certificateAuthority: authority.certificate,
		requests,
		async login(accountId, clientId) {
			const client = await provider.Client.find(clientId);
			if (client === undefined) throw new Error(`there is no client ${clientId}`);
			const grant = new provider.Grant({ accountId, clientId });
			grant.addOIDCScope(scope);
			const grantId = await grant.save();
			return await new provider.RefreshToken({ accountId, client, grantId, gty: "authorization_code", scope }).save();
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
		async start() {
			server = await open(port);
		},
	};
}
