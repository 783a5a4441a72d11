import { randomBytes } from "node:crypto";
import { adminUser, mastersGroup, type User } from "./authentication/user.ts";
import { CertificateAuthority, type IssuedCertificate } from "./certificates/certificate-authority.ts";
import { type KubeconfigContent, kubeconfigText } from "./kubeconfig-text.ts";
import { Listener } from "./server/listener.ts";

/** Names and addresses under which clients may reach the server. */
const serverNames = ["localhost", "kubernetes.default.svc", "127.0.0.1", "::1"];

/** A port with the certificates and tokens that go with it; one or more clusters are reached through it. */
export class Endpoint {
	readonly listener: Listener;
	/** The users by their bearer tokens. */
	readonly tokens: ReadonlyMap<string, User>;
	readonly #authority: CertificateAuthority;
	readonly #client: IssuedCertificate;
	readonly #token: string;
	#clusters = 0;

	private constructor(listener: Listener, authority: CertificateAuthority) {
		this.listener = listener;
		this.#authority = authority;
		this.#client = authority.issueClient(adminUser.name, [mastersGroup]);
		this.#token = randomBytes(24).toString("base64url");
		this.tokens = new Map([[this.#token, adminUser]]);
	}

	/** Opens an endpoint. @param port 0 for any free port. */
	static async open(port: number): Promise<Endpoint> {
		const authority = new CertificateAuthority();
		const listener = await Listener.open({
			port,
			certificate: authority.issueServer(serverNames),
			clientAuthority: authority.certificate,
		});
		return new Endpoint(listener, authority);
	}

	/** Host and port. */
	get address(): string {
		return `127.0.0.1:${this.listener.port}`;
	}

	/** A path prefix that no cluster has yet: the first has none. */
	nextPrefix(): string {
		this.#clusters += 1;
		return this.#clusters === 1 ? "" : `/clusters/${this.#clusters}`;
	}

	/** The kubeconfig of an administrator of the cluster under a prefix. */
	kubeconfig(prefix: string): string {
		return this.kubeconfigOf(prefix, { user: adminUser.name, client: this.#client, token: this.#token });
	}

	/** What clients verify the server with, PEM. */
	get certificateAuthority(): string {
		return this.#authority.certificate;
	}

	/** The kubeconfig of a user of the cluster under a prefix. */
	kubeconfigOf(prefix: string, user: Omit<KubeconfigContent, "server" | "certificateAuthority">): string {
		return kubeconfigText({
			server: `https://${this.address}${prefix}`,
			certificateAuthority: this.#authority.certificate,
			...user,
		});
	}

	/** Issues a client certificate, which every cluster behind the port takes for the user's. */
	issueClient(user: string, groups: readonly string[], notAfter?: number): IssuedCertificate {
		return this.#authority.issueClient(user, groups, notAfter);
	}
}
