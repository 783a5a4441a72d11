import type { IssuedCertificate } from "./certificates/certificate-authority.ts";

/** What a kubeconfig for an embedded server holds. */
export interface KubeconfigContent {
	readonly server: string;
	/** The authority's certificate in PEM. */
	readonly certificateAuthority: string;
	/** The name of the user's entry; those of its other forms begin with it. */
	readonly user: string;
	readonly client: IssuedCertificate;
	readonly token: string;
	/** Of a user who may come with name and password as well. */
	readonly password?: string | undefined;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Writes a kubeconfig with a context for each way to prove the same user: `kubex` with a client certificate, `kubex-token` with a bearer token, and `kubex-basic` with a password where there is one. */
export function kubeconfigText({ server, certificateAuthority, user, client, token, password }: KubeconfigContent): string {
	const users = [
		{
			suffix: "",
			credentials: {
				"client-certificate-data": base64(client.certificate),
				"client-key-data": base64(client.key),
			},
		},
		{ suffix: "-token", credentials: { token } },
		...(password === undefined ? [] : [{ suffix: "-basic", credentials: { username: user, password } }]),
	];
	const context = (suffix: string): string => `- name: kubex${suffix}
  context:
    cluster: kubex
    user: ${quoted(`${user}${suffix}`)}
`;
	const entry = (suffix: string, credentials: Readonly<Record<string, string>>): string => `- name: ${quoted(`${user}${suffix}`)}
  user:
${Object.entries(credentials)
	.map(([field, value]) => `    ${field}: ${quoted(value)}\n`)
	.join("")}`;
	return `apiVersion: v1
kind: Config
clusters:
- name: kubex
  cluster:
    server: ${server}
    certificate-authority-data: ${base64(certificateAuthority)}
contexts:
${users.map(({ suffix }) => context(suffix)).join("")}current-context: kubex
users:
${users.map(({ suffix, credentials }) => entry(suffix, credentials)).join("")}`;
}

/** What YAML might take for something else is written as JSON, which is YAML too. */
function quoted(text: string): string {
	return /^[A-Za-z][-A-Za-z0-9+/=]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text)
		? text
		: JSON.stringify(text);
}
