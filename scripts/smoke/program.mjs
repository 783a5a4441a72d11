// What a user writes, run where only the packed packages are installed: a server of its own from the shell, the client
// certificate of its kubeconfig, exec plugins, a proxy, the life of a ConfigMap, errors, and an end without help.
// Arguments: the command that starts the server, the kubeconfig it shall write.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { AlreadyExistsError, Api, ConflictError, createClient, isStatus, KubexError, loadKubeconfig, NotFoundError } from "kubex";
import { ConfigMap, Namespace } from "kubex/k8s/v1_35/core/v1";
import { conditions, Informer, waitFor } from "kubex/runtime";
import { startProxy } from "./proxy.mjs";

const kubeconfig = process.argv.at(-1) ?? "";
const [file = "", ...parameters] = process.argv.slice(2, -1);
const server = spawn(file, [...parameters, "--kubeconfig", kubeconfig, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const ended = once(server, "exit");
try {
	const ready = once(createInterface({ input: server.stdout }), "line");
	const [line] = await Promise.race([ready, ended.then(([code]) => [`ended with ${code}`])]);
	assert.match(line, /^ready https:\/\//);
	assert.match(readFileSync(kubeconfig, "utf8"), /client-certificate-data/);

	const client = await createClient({ kubeconfig });
	assert.match((await client.version()).gitVersion, /^v1\.35\./);
	const configMaps = new Api(ConfigMap, { client, namespace: "default" });

	const created = await configMaps.create({ metadata: { generateName: "smoke-", labels: { app: "smoke" } }, data: { a: "1" } });
	const { name } = created.metadata;
	assert.match(name, /^smoke-.{5}$/);
	assert.deepEqual((await configMaps.get(name)).data, { a: "1" });

	const replaced = await configMaps.replace(name, { ...created, data: { a: "2" } });
	assert.notEqual(replaced.metadata.resourceVersion, created.metadata.resourceVersion);
	await assert.rejects(configMaps.replace(name, created), ConflictError);
	await assert.rejects(configMaps.create({ metadata: { name } }), AlreadyExistsError);

	// Several calls at once open several connections, all with the certificate.
	await Promise.all(
		Array.from({ length: 20 }, (_, at) => configMaps.create({ metadata: { name: `many-${at}`, labels: { app: "smoke" } } })),
	);
	const list = await configMaps.list({ labelSelector: { app: "smoke" }, limit: 5 });
	assert.equal(list.items.length, 5);
	const names = [];
	for await (const item of configMaps.items({ labelSelector: "app=smoke", limit: 6 })) names.push(item.metadata.name);
	assert.equal(new Set(names).size, 21);
	assert.ok((await new Api(Namespace, { client }).list()).items.some((namespace) => namespace.metadata.name === "default"));

	const informer = new Informer(configMaps, { labelSelector: "app=smoke" });
	await informer.synced;
	assert.equal(informer.store.size, 21);
	const later = waitFor(configMaps, "later", conditions.exists());
	await configMaps.create({ metadata: { name: "later", labels: { app: "smoke" } } });
	assert.equal((await later).metadata.name, "later");
	for await (const { key } of informer.changes()) if (key === "default/later") break;
	assert.equal(informer.store.get("later")?.metadata.uid, (await later).metadata.uid);
	await informer.close();

	const gone = await configMaps.delete(name);
	assert.ok(isStatus(gone) && gone.status === "Success");
	const error = await configMaps.get(name).then(
		() => assert.fail("a deleted object was read"),
		(/** @type {unknown} */ reason) => reason,
	);
	assert.ok(error instanceof NotFoundError && error instanceof KubexError);
	assert.equal(error.code, 404);
	assert.equal(error.message, `GET /api/v1/namespaces/default/configmaps/${name}: 404 NotFound: configmaps "${name}" not found`);
	assert.equal(await configMaps.getOrUndefined(name), undefined);
	await assert.rejects(configMaps.list({ signal: AbortSignal.abort() }), { name: "AbortError" });

	await client.close();
	await assert.rejects(configMaps.list(), KubexError);

	// The plugin runs as the server does, whose script is the last of its parameters.
	const plugin = [...parameters.slice(0, -1), fileURLToPath(new URL("plugin.mjs", import.meta.url))];
	const loaded = await loadKubeconfig({ path: kubeconfig });
	const { "client-certificate-data": certificate = "", "client-key-data": key = "" } = loaded.user("admin") ?? {};
	for (const status of [
		{ token: loaded.user("admin-token")?.token },
		{ clientCertificateData: atob(certificate), clientKeyData: atob(key) },
	]) {
		const exec = {
			apiVersion: "client.authentication.k8s.io/v1",
			command: file,
			args: plugin,
			env: [{ name: "STATUS", value: JSON.stringify(status) }],
			interactiveMode: "Never",
		};
		const user = await createClient({ kubeconfig: loaded.withUser("admin", { exec }) });
		const lists = await Promise.all(Array.from({ length: 20 }, () => new Api(Namespace, { client: user }).list()));
		assert.equal(lists.length, 20);
		await user.close();
	}

	const proxy = await startProxy("jane:s3cret");
	const through = await createClient({ kubeconfig, proxy: `http://jane:s3cret@127.0.0.1:${proxy.port}` });
	await through.version();
	assert.deepEqual(proxy.targets, [new URL(line.replace(/^ready /, "")).host]);
	await through.close();
	const refused = await createClient({ kubeconfig, proxy: `http://jane@127.0.0.1:${proxy.port}`, retry: false });
	await assert.rejects(refused.version(), /407/);
	await refused.close();
	proxy.close();
} finally {
	// Not server.kill(), after which Deno reports the signal whatever the exit code.
	if (server.pid !== undefined && server.exitCode === null) process.kill(server.pid, "SIGTERM");
}
const [code] = await ended;
assert.equal(code, 0, "the server ends in order");
console.log("done");
