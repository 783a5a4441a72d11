import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type ClusterConfig, type ContextOptions, loadKubeconfig } from "kubex";
import { expect, onTestFinished, test, vi } from "vitest";
import { kubectl } from "../support/kubectl.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const pem = (label: string): string => `-----BEGIN ${label}-----\nAA==\n-----END ${label}-----\n`;

/** What a context comes down to, in a form that kubectl's own view can be brought to. */
interface Resolved {
	readonly server?: string;
	readonly ca?: string;
	readonly serverName?: string;
	readonly insecure?: boolean;
	readonly proxy?: string;
	readonly namespace?: string;
	readonly token?: string;
	readonly basic?: string;
	readonly certificate?: string;
	readonly key?: string;
	readonly as?: string;
	readonly groups?: readonly string[];
	readonly extra?: Readonly<Record<string, readonly string[]>>;
}

interface Row {
	readonly rule: string;
	/** Files by their path below a temporary folder, in which `KUBECONFIG` names the first word of `list`, and so on. */
	readonly files: Readonly<Record<string, string>>;
	readonly list?: readonly string[];
	readonly options?: ContextOptions;
	readonly expected: Resolved;
	/** Why kubectl gives no answer to compare with. */
	readonly alone?: string;
}

const one = (fields: { readonly cluster?: string; readonly user?: string; readonly context?: string }): string => `
apiVersion: v1
kind: Config
current-context: a
contexts:
- {name: a, context: {cluster: a, user: a${fields.context ?? ""}}}
clusters:
- {name: a, cluster: {server: "https://a"${fields.cluster ?? ""}}}
users:
- {name: a, user: {${fields.user ?? ""}}}
`;

const two = `
current-context: second
contexts:
- {name: first, context: {cluster: two, user: two, namespace: n2}}
- {name: second, context: {cluster: two, user: two}}
clusters:
- {name: one, cluster: {server: "https://other", tls-server-name: deep}}
- {name: two, cluster: {server: "https://two"}}
users:
- {name: one, user: {token: other}}
- {name: two, user: {token: t2}}
`;
const first = `
current-context: first
contexts: [{name: first, context: {cluster: one, user: one}}]
clusters: [{name: one, cluster: {server: "https://one"}}]
users: [{name: one, user: {token: t1}}]
`;

const rows: readonly Row[] = [
	{
		rule: "of a list the first file wins for the current context and for each entry as a whole",
		files: { one: first, two },
		list: ["one", "two"],
		expected: { server: "https://one", token: "t1" },
	},
	{
		rule: "a later file adds what earlier ones lack",
		files: { one: first, two },
		list: ["one", "two"],
		options: { context: "second" },
		expected: { server: "https://two", token: "t2" },
	},
	{
		rule: "the order of the list decides",
		files: { one: first, two },
		list: ["two", "one"],
		expected: { server: "https://two", token: "t2" },
	},
	{
		rule: "an empty current-context is none, so the next file's counts",
		files: { zero: 'current-context: ""', two },
		list: ["zero", "two"],
		expected: { server: "https://two", token: "t2" },
	},
	{
		rule: "files that are missing and empty places of the list are skipped",
		files: { two },
		list: ["gone", "", "two"],
		expected: { server: "https://two", token: "t2" },
	},
	{
		rule: "files that are empty are skipped",
		files: { empty: "", two },
		list: ["empty", "two"],
		expected: { server: "https://two", token: "t2" },
	},
	{
		rule: "contexts of one file may use entries of another",
		files: {
			contexts: "current-context: x\ncontexts: [{name: x, context: {cluster: two, user: one, namespace: m}}]",
			two,
		},
		list: ["contexts", "two"],
		expected: { server: "https://two", token: "other", namespace: "m" },
	},
	{
		rule: "a cluster, a user and a namespace of one's own take the place of the context's",
		files: { two },
		options: { context: "first", cluster: "one", user: "one", namespace: "mine" },
		expected: { server: "https://other", serverName: "deep", token: "other", namespace: "mine" },
		alone: "its view goes by the context only",
	},
	{
		rule: "the last of a key that stands twice counts",
		files: {
			kc: `${one({ user: "token: t" })}current-context: b\ncontexts: [{name: b, context: {cluster: a, cluster: a, user: a, namespace: b}}]`,
		},
		expected: { server: "https://a", token: "t", namespace: "b" },
	},
	{
		rule: "relative paths start from their own file's folder",
		files: {
			"sub/kc": one({
				cluster: ", certificate-authority: ../ca.pem",
				user: "client-certificate: pki/c.pem, client-key: pki/k.pem",
			}),
			"ca.pem": pem("CA"),
			"sub/pki/c.pem": pem("C"),
			"sub/pki/k.pem": pem("K"),
		},
		list: ["sub/kc"],
		expected: { server: "https://a", ca: pem("CA"), certificate: pem("C"), key: pem("K") },
	},
	{
		rule: "data stands for a file's content",
		files: {
			kc: one({
				cluster: `, certificate-authority-data: ${base64(pem("CA"))}`,
				user: `client-certificate-data: ${base64(pem("C"))}, client-key-data: ${base64(pem("K"))}`,
			}),
		},
		expected: { server: "https://a", ca: pem("CA"), certificate: pem("C"), key: pem("K") },
	},
	{
		rule: "empty data is absent, so the file counts",
		files: { kc: one({ cluster: ', certificate-authority: ca.pem, certificate-authority-data: ""' }), "ca.pem": pem("CA") },
		expected: { server: "https://a", ca: pem("CA") },
	},
	{
		rule: "BUG-10 data wins over a file",
		files: {
			kc: one({ cluster: `, certificate-authority: ca.pem, certificate-authority-data: ${base64(pem("DATA"))}` }),
			"ca.pem": pem("CA"),
		},
		expected: { server: "https://a", ca: pem("DATA") },
		alone: "kubectl refuses both, although its documentation lets data win",
	},
	{
		rule: "user name and password",
		files: { kc: one({ user: 'username: jane, password: "p:w"' }) },
		expected: { server: "https://a", basic: "jane:p:w" },
	},
	{
		rule: "everything of a cluster but its certificate authority",
		files: {
			kc: one({
				cluster:
					', insecure-skip-tls-verify: on, tls-server-name: name, proxy-url: "socks5://u:p@proxy:1080", disable-compression: true',
			}),
		},
		expected: { server: "https://a", insecure: true, serverName: "name", proxy: "socks5://u:p@proxy:1080" },
	},
	{
		rule: "impersonation",
		files: { kc: one({ user: "token: t, as: jane, as-uid: u, as-groups: [g, h], as-user-extra: {scopes: [x, z]}" }) },
		expected: { server: "https://a", token: "t", as: "jane", groups: ["g", "h"], extra: { scopes: ["x", "z"] } },
	},
	{
		rule: "BUG-11 null is absent, and mistakes in what is not used do no harm",
		files: {
			kc: `
current-context: a
contexts:
- {name: a, context: {cluster: a, user: null, namespace: null, extensions: null}}
- {name: gone, context: {cluster: gone, user: gone}}
clusters:
- {name: a, cluster: {server: "https://a", certificate-authority: null}}
- {name: b, cluster: {server: "https://b", certificate-authority: /no/such/file}}
users: null
preferences: {}
unknown: {kept: true}
`,
		},
		expected: { server: "https://a" },
	},
	{
		rule: "BUG-11 mistakes of form in what is not used do no harm either",
		files: { kc: `${one({ user: "token: t" })}- {name: b, user: {token: 5}}\n- {name: b, user: {token: 6}}\n- nothing\n` },
		expected: { server: "https://a", token: "t" },
		alone: "kubectl refuses the whole file",
	},
	{
		rule: "YAML's anchors and merge keys",
		files: {
			kc: `
current-context: a
contexts: [{name: a, context: {cluster: a, user: a}}]
clusters: [{name: z, cluster: &z {server: "https://z", tls-server-name: name}}, {name: a, cluster: {<<: *z, server: "https://a"}}]
users: [{name: a, user: {token: "yes"}}]
`,
		},
		expected: { server: "https://a", serverName: "name", token: "yes" },
	},
	{
		rule: "JSON is YAML",
		files: {
			kc: '{"current-context":"a","contexts":[{"name":"a","context":{"cluster":"a"}}],"clusters":[{"name":"a","cluster":{"server":"https://a"}}]}',
		},
		expected: { server: "https://a" },
	},
	{
		rule: "CF-05 names may be as odd as eksctl makes them",
		files: {
			kc: `
current-context: me@x.eu-1.eksctl.io
contexts: [{name: me@x.eu-1.eksctl.io, context: {cluster: "arn:aws:eks:eu-1:1:cluster/x", user: "a/b c"}}]
clusters: [{name: "arn:aws:eks:eu-1:1:cluster/x", cluster: {server: "https://a/prefix/"}}]
users: [{name: "a/b c", user: {token: t}}]
`,
		},
		expected: { server: "https://a/prefix/", token: "t" },
	},
];

async function place({ files, list }: Row): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	for (const [name, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), text);
	}
	return (list ?? Object.keys(files).slice(0, 1)).map((name) => (name === "" ? "" : join(folder, name))).join(delimiter);
}

async function ours(config: ClusterConfig): Promise<Resolved> {
	const { certificateAuthority, credentials, impersonate, insecureSkipTlsVerify, namespace, proxyUrl, server, serverName } =
		config;
	const [scheme, proof = ""] = (await credentials.headers?.())?.["authorization"]?.split(" ") ?? [];
	const pair = await credentials.clientCertificate?.();
	return withoutAbsent({
		server,
		serverName,
		namespace,
		proxy: proxyUrl,
		insecure: insecureSkipTlsVerify,
		ca: typeof certificateAuthority === "function" ? await certificateAuthority() : certificateAuthority,
		token: scheme === "Bearer" ? proof : undefined,
		basic: scheme === "Basic" ? Buffer.from(proof, "base64").toString() : undefined,
		certificate: pair?.certificate,
		key: pair?.key,
		as: impersonate?.user,
		groups: impersonate?.groups,
		extra: impersonate?.extra,
	});
}

type Json = Readonly<Record<string, unknown>>;

function theirs(list: string, options: ContextOptions): Resolved {
	const overrides = Object.entries(options).map(([name, value]) => `--${name}=${String(value)}`);
	const answer = execFileSync(kubectl ?? "", ["config", "view", "--minify", "--flatten", "--raw", "-o", "json", ...overrides], {
		env: { ...process.env, KUBECONFIG: list },
		encoding: "utf8",
	});
	const view = JSON.parse(answer) as { contexts: { context: Json }[]; clusters: { cluster: Json }[]; users?: { user: Json }[] };
	const [context = {}, cluster = {}, user = {}] = [view.contexts[0]?.context, view.clusters[0]?.cluster, view.users?.[0]?.user];
	const decoded = (value: unknown): string | undefined =>
		typeof value === "string" ? Buffer.from(value, "base64").toString() : undefined;
	return withoutAbsent({
		server: cluster["server"],
		serverName: cluster["tls-server-name"],
		insecure: cluster["insecure-skip-tls-verify"],
		proxy: cluster["proxy-url"],
		ca: decoded(cluster["certificate-authority-data"]),
		namespace: context["namespace"],
		token: user["token"],
		basic: user["username"] && [user["username"], user["password"]].join(":"),
		certificate: decoded(user["client-certificate-data"]),
		key: decoded(user["client-key-data"]),
		as: user["as"],
		groups: user["as-groups"],
		extra: user["as-user-extra"],
	});
}

function withoutAbsent(value: Json): Resolved {
	return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

const named = (list: readonly Row[]): [string, Row][] => list.map((row) => [row.rule, row]);

test.each(named(rows))("CF-05 %s", async (_rule, row) => {
	vi.stubEnv("KUBECONFIG", await place(row));
	onTestFinished(() => void vi.unstubAllEnvs());
	const kubeconfig = await loadKubeconfig();
	expect(await ours(await kubeconfig.clusterConfig(row.options))).toEqual(row.expected);
});

const comparable = rows.filter(({ alone }) => alone === undefined);
test.skipIf(kubectl === undefined).each(named(comparable))("a real kubectl says the same: %s", async (_rule, row) => {
	expect(theirs(await place(row), row.options ?? {})).toEqual(row.expected);
});

// What neither accepts; kubectl only looks at it when it connects.
const wrong: readonly (readonly [fields: Parameters<typeof one>[0], ours: RegExp, theirs: RegExp])[] = [
	[
		{ cluster: ", insecure-skip-tls-verify: true, certificate-authority: kc" },
		/cluster "a": insecure-skip-tls-verify and certificate-authority contradict/,
		/./,
	],
	[{ cluster: ", proxy-url: ftp://proxy" }, /cluster "a": proxy-url must begin with http:\/\//, /unsupported scheme/],
	[
		{ cluster: ', insecure-skip-tls-verify: "true"' },
		/cluster "a": insecure-skip-tls-verify must be true or false/,
		/cannot unmarshal/,
	],
	[{ cluster: ', server: ""' }, /cluster "a": server is missing/, /./],
	[{ user: "token: 5" }, /user "a": token must be a string/, /cannot unmarshal/],
	[{ user: "token: t, username: u" }, /user "a": token and username are two ways/, /more than one authentication method/],
	[{ user: "as-groups: [g]" }, /user "a": as-groups needs as/, /without impersonating a user/],
	[{ user: "tokenFile: gone" }, /user "a": token file .*gone cannot be read/, /no such file/],
	[{ user: "client-certificate-data: QUFB" }, /user "a": client-certificate-data is not PEM/, /client-key/],
	[{ user: "client-certificate: gone, client-key: gone" }, /user "a": client-certificate cannot be read: gone/, /no such file/],
	[{ user: "auth-provider: {name: gcp}" }, /user "a": auth-provider: gcp was removed/, /gcp auth plugin has been removed/],
	[
		{ user: "exec: {command: x, apiVersion: client.authentication.k8s.io/v1}" },
		/user "a": exec: interactiveMode is missing/,
		/interactiveMode must be specified/,
	],
	[{ user: "exec: {command: x, apiVersion: x}, auth-provider: {name: oidc}" }, /exec and auth-provider are two ways/, /./],
	[{ context: "}}\n- {name: a, context: {cluster: a" }, /context "a" stands there 2 times/, /duplicate name "a"/],
];

test.each(wrong)("BUG-11 %j is refused with file, entry and field", async (fields, message) => {
	const path = await place({ rule: "", files: { kc: one(fields) }, expected: {} });
	const error = await loadKubeconfig({ path })
		.then((kubeconfig) => kubeconfig.clusterConfig())
		.then(() => "", String);
	expect(error).toMatch(message);
	expect(error).toContain(`${path}: `);
});

test.skipIf(kubectl === undefined).each(wrong)("a real kubectl refuses %j as well", async (fields, _ours, message) => {
	const path = await place({ rule: "", files: { kc: one(fields) }, expected: {} });
	let error = "";
	try {
		execFileSync(kubectl ?? "", ["get", "--raw", "/version", "--request-timeout=2s"], {
			env: { ...process.env, KUBECONFIG: path },
			stdio: ["ignore", "ignore", "pipe"],
			encoding: "utf8",
		});
	} catch (thrown) {
		error = String((thrown as { stderr?: unknown }).stderr);
	}
	expect(error).toMatch(message);
});
