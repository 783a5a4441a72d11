import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Client, type ClusterConfig, createClient, Kubeconfig } from "kubex";
import { vi } from "vitest";

const run = promisify(execFile);

/** The parts of a control plane that can be ended and started alone. */
export type Component = "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "node";

/** A real control plane that is there to be broken; whoever started it ends it. */
export class RealCluster implements AsyncDisposable {
	readonly config: ClusterConfig;
	/** The administrator's, without faults. */
	readonly client: Client;
	readonly #scripts: string;
	readonly #folder: string;

	private constructor(scripts: string, folder: string, config: ClusterConfig, client: Client) {
		this.#scripts = scripts;
		this.#folder = folder;
		this.config = config;
		this.client = client;
	}

	/**
	 * Takes over the control plane that the environment names.
	 *
	 * @throws Error when KUBEX_CLUSTER_SCRIPTS or CLUSTER_DIR is not set: nobody else's cluster is to be broken.
	 */
	static async open(): Promise<RealCluster> {
		const folder = required("CLUSTER_DIR");
		const kubeconfig = await Kubeconfig.parse(await readFile(join(folder, "kubeconfig"), "utf8"));
		const config = await kubeconfig.clusterConfig();
		return new RealCluster(required("KUBEX_CLUSTER_SCRIPTS"), folder, config, await createClient({ config }));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.client.close();
	}

	/** Ends a part at once, as a crash does. */
	async kill(component: Component): Promise<void> {
		await this.#run("component", "kill", component);
	}

	/** Starts a part that was ended. */
	async start(component: Component): Promise<void> {
		await this.#run("component", "start", component);
	}

	/** Settles when the API server is ready. */
	async ready(): Promise<void> {
		await vi.waitFor(() => this.client.request({ method: "GET", path: "/readyz" }, { timeout: 1000 }), {
			timeout: 60_000,
			interval: 200,
		});
	}

	/** Has the API server crash and come back, with a cache that begins anew: it knows no older state than its first. */
	async restart(): Promise<void> {
		await this.kill("kube-apiserver");
		await this.start("kube-apiserver");
		await this.ready();
	}

	/** Has every state but the newest forgotten. The API server comes back as well, since its cache would remember. */
	async compact(): Promise<void> {
		await this.#run("compact");
		await this.restart();
	}

	/** Has `write` done, and then everything restored to the state before it, from a backup. */
	async rewind(write: () => Promise<void>): Promise<void> {
		const backup = await this.#backUp();
		try {
			// Otherwise what API servers write when they start makes up for the versions that are lost.
			await this.countOn(100);
			await write();
			await this.#restore(backup);
		} finally {
			await rm(backup, { recursive: true, force: true });
		}
	}

	/** Has the storage count so many versions that are of nothing that the API server shows. */
	async countOn(versions: number): Promise<void> {
		const port = (await readFile(join(this.#folder, "etcd-port"), "utf8")).trim();
		const body = JSON.stringify({ key: btoa("kubex"), value: btoa("counts on") });
		for (let count = 0; count < versions; count += 1) {
			const { ok, status } = await fetch(`http://127.0.0.1:${port}/v3/kv/put`, { method: "POST", body });
			if (!ok) throw new Error(`etcd refuses a write with status ${status}`);
		}
	}

	/** Copies the storage as it is at one moment, as a snapshot of its disk would; nobody notices. @returns the copy's folder. */
	async #backUp(): Promise<string> {
		const copy = await mkdtemp(`${this.#folder}-backup-`);
		const etcd = Number(await readFile(join(this.#folder, "components/etcd.pid"), "utf8"));
		process.kill(etcd, "SIGSTOP");
		try {
			await cp(join(this.#folder, "etcd"), copy, { recursive: true });
		} finally {
			process.kill(etcd, "SIGCONT");
		}
		return copy;
	}

	/** The API server starts anew as well: its cache would go on showing what is lost. */
	async #restore(backup: string): Promise<void> {
		await this.kill("kube-apiserver");
		await this.kill("etcd");
		const storage = join(this.#folder, "etcd");
		await rm(storage, { recursive: true });
		await rename(backup, storage);
		await this.start("etcd");
		await this.start("kube-apiserver");
		await this.ready();
	}

	async #run(script: string, ...parameters: readonly string[]): Promise<void> {
		await run(join(this.#scripts, script), parameters, { env: { ...process.env, CLUSTER_DIR: this.#folder } });
	}
}

function required(variable: string): string {
	const value = process.env[variable];
	if (value === undefined || value === "") throw new Error(`${variable} is not set`);
	return value;
}
