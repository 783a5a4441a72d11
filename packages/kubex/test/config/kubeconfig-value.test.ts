import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { Kubeconfig, loadKubeconfig } from "kubex";
import { expect, onTestFinished, test } from "vitest";
import { parseYaml } from "../../src/config/yaml.ts";

const sample = `
apiVersion: v1
kind: Config
current-context: dev
preferences: {colors: true}
contexts:
- {name: dev, context: {cluster: dev, user: dev, namespace: team-a}, beside: 1}
clusters:
- {name: dev, cluster: {server: "https://dev:6443", certificate-authority: ca.pem, later: {new: 1}}}
users:
- {name: dev, user: {token: s3cret, password: "", exec: null}}
- {name: plugin, user: {exec: {command: ./bin/plugin, env: [{name: A, value: s3cret}], args: [s3cret]}, client-key-data: s3cret}}
unknown: {kept: yes}
`;

async function folder(): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(path, { recursive: true }));
	return path;
}
const rejection = (work: Promise<unknown>): Promise<string> => work.then(() => expect.fail("did not reject"), String);

test("GAP-21 what a kubeconfig holds can be read", async () => {
	const kubeconfig = await Kubeconfig.parse(sample);
	expect(kubeconfig.contexts).toEqual(["dev"]);
	expect(kubeconfig.clusters).toEqual(["dev"]);
	expect(kubeconfig.users).toEqual(["dev", "plugin"]);
	expect(kubeconfig.context("dev")).toEqual({ cluster: "dev", user: "dev", namespace: "team-a" });
	expect(kubeconfig.cluster("dev")?.["later"]).toEqual({ new: 1 });
	expect(kubeconfig.user("dev")?.token).toBe("s3cret");
	expect(kubeconfig.user("nobody")).toBeUndefined();
});

test("GAP-21 a change gives another kubeconfig and leaves the first, and what is unknown, as they were", async () => {
	const before = await Kubeconfig.parse(sample);
	const after = before
		.withCluster("new", { server: "https://new" })
		.withUser("dev", undefined)
		.withContext("dev", { ...before.context("dev"), cluster: "new", user: undefined })
		.withContext("other", { cluster: "new" })
		.withCurrentContext("other");
	expect(before.clusters).toEqual(["dev"]);
	expect(before.currentContext).toBe("dev");
	expect((await after.clusterConfig()).server).toBe("https://new");
	expect(await parseYaml(await after.toYaml(), "x")).toMatchObject({
		"current-context": "other",
		preferences: { colors: true },
		unknown: { kept: true },
		contexts: [
			{ name: "dev", context: { cluster: "new", namespace: "team-a" }, beside: 1 },
			{ name: "other", context: { cluster: "new" } },
		],
		users: [{ name: "plugin" }],
	});
	expect(after.withCurrentContext(undefined).currentContext).toBeUndefined();
});

test("GAP-21 what is saved is whole, for the owner only, and says the same from another folder", async () => {
	const path = await folder();
	await writeFile(join(path, "config"), sample);
	await writeFile(join(path, "ca.pem"), "-----BEGIN CERTIFICATE-----");
	const kubeconfig = await loadKubeconfig({ path: join(path, "config") });
	await kubeconfig.save(join(path, "deep/copy"));
	expect((await stat(join(path, "deep/copy"))).mode & 0o777).toBe(0o600);
	expect(await readdir(join(path, "deep"))).toEqual(["copy"]);
	const copy = await loadKubeconfig({ path: join(path, "deep/copy") });
	expect(copy.cluster("dev")?.["certificate-authority"]).toBe(join(path, "ca.pem"));
	expect(copy.user("plugin")?.["exec"]).toMatchObject({ command: join(path, "bin/plugin") });
	// In its own folder a path stays as it was written.
	await kubeconfig.withCurrentContext("").save();
	expect((await loadKubeconfig({ path: join(path, "config") })).cluster("dev")?.["certificate-authority"]).toBe("ca.pem");
});

test("saving follows a link, and leaves the file alone while another program holds the lock", async () => {
	const path = await folder();
	await mkdir(join(path, "real"));
	await writeFile(join(path, "real/config"), sample);
	await symlink("real/config", join(path, "link"));
	const kubeconfig = await loadKubeconfig({ path: join(path, "link") });
	await kubeconfig.withCurrentContext("linked").save();
	expect((await lstat(join(path, "link"))).isSymbolicLink()).toBe(true);
	expect((await loadKubeconfig({ path: join(path, "real/config") })).currentContext).toBe("linked");
	await writeFile(join(path, "link.lock"), "");
	const before = await readFile(join(path, "real/config"), "utf8");
	expect(await rejection(kubeconfig.save())).toMatch(/link\.lock exists: another program is writing/);
	expect(await readFile(join(path, "real/config"), "utf8")).toBe(before);
	expect(await readdir(path)).toContain("link.lock");
});

test("a kubeconfig of several files is saved only where it is told to", async () => {
	const parts = await Promise.all(["a", "b"].map((source) => Kubeconfig.parse(sample, { source })));
	expect(await rejection(Kubeconfig.merge(parts).save())).toMatch(/of several files needs a path to be saved to: a, b/);
});

test("G11 no log shows what a kubeconfig, its users or its configurations keep secret", async () => {
	const kubeconfig = await Kubeconfig.parse(
		sample.replace("certificate-authority: ca.pem", 'proxy-url: "http://me:s3cret@proxy"'),
	);
	const config = await kubeconfig.clusterConfig();
	expect(config.proxyUrl).toBe("http://me:s3cret@proxy");
	const values = [
		kubeconfig,
		config,
		config.credentials,
		kubeconfig.cluster("dev"),
		kubeconfig.user("dev"),
		kubeconfig.user("plugin"),
	];
	for (const value of [...values, { kubeconfig, config }]) {
		expect(`${inspect(value, { depth: 9, showHidden: true })}${JSON.stringify(value)}`).not.toContain("s3cret");
	}
	expect(String(kubeconfig)).not.toContain("s3cret");
});

// Texts that YAML's readers stumble over, beside any others.
const text = fc.oneof(
	fc.string({ unit: "grapheme" }),
	fc.string(),
	fc.constantFrom(
		"0X0",
		"0B1",
		"0O7",
		"-0X1F",
		"yes",
		"y",
		"0o17",
		"017",
		"1_000",
		"12:30",
		"null",
		"~",
		"",
		"- a",
		"a: b",
		"#",
		"'",
		'"',
		"<<",
		"=",
		"2020-01-01",
		"é\n\n x",
	),
);
const value = fc.letrec((tie) => ({
	any: fc.oneof({ depthSize: "small" }, text, fc.integer(), fc.boolean(), fc.constant(null), tie("list"), tie("map")),
	list: fc.array(tie("any"), { maxLength: 3 }),
	map: fc.dictionary(text, tie("any"), { maxKeys: 3, noNullPrototype: true }),
})).map;
const list = (member: string): fc.Arbitrary<unknown> =>
	fc.uniqueArray(fc.record({ name: text, [member]: value, extra: value }), { selector: ({ name }) => name, maxLength: 3 });

test("GAP-21 writing back and reading again gives the same, whatever stands in it", async () => {
	const document = fc.record({
		apiVersion: fc.constant("v1"),
		kind: fc.constant("Config"),
		"current-context": text,
		clusters: list("cluster"),
		contexts: list("context"),
		users: list("user"),
		unknown: value,
	});
	await fc.assert(
		fc.asyncProperty(document, async (written) => {
			const kubeconfig = await Kubeconfig.parse(JSON.stringify(written));
			expect(await parseYaml(await kubeconfig.toYaml(), "x")).toEqual(written);
			const again = await Kubeconfig.parse(await kubeconfig.toYaml());
			expect(await again.toYaml()).toBe(await kubeconfig.toYaml());
		}),
		{ numRuns: 300 },
	);
});
