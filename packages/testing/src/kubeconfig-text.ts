import type { IssuedCertificate } from "./certificates/certificate-authority.ts";

/** What a kubeconfig for an embedded server holds. */
export interface KubeconfigContent {
	readonly server: string;
	/** The authority's certificate in PEM. */
	readonly certificateAuthority: string;
	readonly client: IssuedCertificate;
	readonly token: string;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Writes a kubeconfig with two contexts for the same administrator: `kubex` with a client certificate, `kubex-token` with a bearer token. */
export function kubeconfigText({ server, certificateAuthority, client, token }: KubeconfigContent): string {
	return `apiVersion: v1
kind: Config
clusters:
- name: kubex
  cluster:
    server: ${server}
    certificate-authority-data: ${base64(certificateAuthority)}
contexts:
- name: kubex
  context:
    cluster: kubex
    user: admin
- name: kubex-token
  context:
    cluster: kubex
    user: admin-token
current-context: kubex
users:
- name: admin
  user:
    client-certificate-data: ${base64(client.certificate)}
    client-key-data: ${base64(client.key)}
- name: admin-token
  user:
    token: ${token}
`;
}
