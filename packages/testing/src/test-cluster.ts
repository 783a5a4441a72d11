import { randomBytes, randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { type ApiDescription, loadApiDescription } from "@kubex/openapi";
import { type Client, type ClientOptions, createClient, Kubeconfig, type Transport } from "kubex";
import { adminUser, authenticatedGroup, type User } from "./authentication/user.ts";
import type { AuthorizationMode } from "./authorization/access.ts";
import { checkRuntime } from "./check-runtime.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { ClusterSnapshot, RestoreOptions } from "./cluster-snapshot.ts";
import { Endpoint } from "./endpoint.ts";
import type { KubernetesVersion } from "./kubernetes-version.ts";
import { ScriptedNode } from "./node/scripted-node.ts";
import type { TestNode } from "./node/test-node.ts";
import { Random } from "./random.ts";
import { Registry } from "./registry/registry.ts";
import { ApiServer } from "./server/api-server.ts";
import type { Faults } from "./server/control/faults.ts";
import { Gate } from "./server/control/gate.ts";
import type { Journal } from "./server/control/journal.ts";
import { InMemoryTransport } from "./server/in-memory-transport.ts";
import type { StoreState } from "./storage/store.ts";
import type { TestUser, TestUserOptions } from "./test-user.ts";

/** How an embedded cluster starts. */
export interface TestClusterOptions {
	/** The release whose API is served. Default: `1.35`. */
	readonly kubernetesVersion?: KubernetesVersion | undefined;
	/** Where the server takes its time from. Default: the machine's. */
	readonly clock?: Clock | undefined;
	/** Decides uids and generated names, so that a run can be repeated. Default: another one each time. */
	readonly seed?: number | undefined;
	/** The port on the loopback address; 0 for any free one. Default: 0. */
	readonly port?: number | undefined;
	/**
	 * How it is decided who may do what. The cluster's own kubeconfig and transport may do everything either way. Default: `RBAC`, as on a
	 * real server; `AlwaysAllow` lets everybody do everything, anonymous users included.
	 */
	readonly authorization?: AuthorizationMode | undefined;
	/**
	 * Whether objects go with their owners, as a control plane's garbage collector has it. Default: `true`; without it dependents stay, and so
	 * do owners that are deleted in the foreground or leave orphans.
	 */
	readonly garbageCollection?: boolean | undefined;
}

/**
 * A Kubernetes API server in this process, with storage of its own, over HTTPS and without sockets. Any number of them run side by side.
 *
 * @example
 * ```ts
 * await using cluster = await TestCluster.start();
 * await using client = await cluster.createClient();
 * await new Api(ConfigMap, { client }).create({ metadata: { name: "settings" }, data: { colour: "blue" } });
 * ```
 */
export class TestCluster implements AsyncDisposable {
	/** The cluster's time. */
	readonly clock: Clock;
	/** Reaches the server without a socket, with the rights of an administrator. Its time limits pass with the cluster's clock. */
	readonly transport: Transport;
	/** What goes wrong with the requests to come. */
	readonly faults: Faults;
	/** The requests that have come. */
	readonly journal: Journal;
	/** What happens to the containers of Pods. */
	readonly node: TestNode;
	/** A kubeconfig with the rights of an administrator, as text. */
	readonly kubeconfig: string;
	readonly #authorization: AuthorizationMode;
	readonly #garbageCollection: boolean;
	readonly #description: ApiDescription;
	readonly #endpoint: Endpoint;
	readonly #gate: Gate;
	readonly #prefix: string;
	readonly #random: Random;
	readonly #registry: Registry;
	readonly #snapshots = new WeakMap<ClusterSnapshot, StoreState>();
	/** The clusters that were made from this one; absent in those, which only leave the port. */
	readonly #isolated: Set<TestCluster> | undefined;
	readonly #tokens: Map<string, User>;
	readonly #passwords = new Map<string, User>();
	readonly #onClose: (cluster: TestCluster) => void;
	#closing: Promise<void> | undefined;

	private constructor(parts: ClusterParts) {
		const { authorization, clock, description, endpoint, garbageCollection, onClose, random } = parts;
		this.clock = clock;
		this.#authorization = authorization;
		this.#garbageCollection = garbageCollection;
		this.#description = description;
		this.#endpoint = endpoint;
		this.#random = random;
		this.#onClose = onClose ?? (() => {});
		this.#isolated = onClose === undefined ? new Set() : undefined;
		this.#prefix = endpoint.nextPrefix();
		this.#tokens = new Map(endpoint.tokens);
		this.#registry = new Registry({
			description,
			clock,
			random: new Random(random.next()),
			authorization,
			garbageCollection,
			certificateAuthority: endpoint.certificateAuthority,
			knownCredentials: { tokens: this.#tokens, passwords: this.#passwords },
		});
		const server = new ApiServer({
			description,
			registry: this.#registry,
			clock,
			random: new Random(random.next()),
			serverAddress: () => endpoint.address,
		});
		this.#gate = new Gate({ clock, refuse: (request, failure) => server.refuse(request, failure) });
		this.faults = this.#gate.faults;
		this.journal = this.#gate.journal;
		this.node = new ScriptedNode(this.#registry, clock);
		this.kubeconfig = endpoint.kubeconfig(this.#prefix);
		this.transport = new InMemoryTransport({
			handler: this.#gate.before(server.handlerFor({ certificate: "trusted", user: adminUser })),
			prefix: this.#prefix,
			clock,
		});
		endpoint.listener.mount(this.#prefix, (peer) => this.#gate.before(server.handlerFor(peer)));
	}

	/**
	 * Starts a server; it answers when this settles.
	 *
	 * @throws RangeError for a release that cannot be served, the operating system's error when the port cannot be had, and an Error on
	 * Bun, whose HTTPS server does not show client certificates.
	 */
	static async start(options: TestClusterOptions = {}): Promise<TestCluster> {
		checkRuntime(process.versions);
		return new TestCluster({
			authorization: options.authorization ?? "RBAC",
			garbageCollection: options.garbageCollection ?? true,
			description: loadApiDescription(options.kubernetesVersion ?? "1.35"),
			clock: options.clock ?? systemClock,
			random: new Random(options.seed ?? randomInt(2 ** 32)),
			endpoint: await Endpoint.open(options.port ?? 0),
		});
	}

	/** The URL that clients connect to. */
	get url(): string {
		return `https://${this.#endpoint.address}${this.#prefix}`;
	}

	/** Writes the kubeconfig to a file that only its owner can read. */
	async writeKubeconfig(path: string): Promise<void> {
		await writeFile(path, this.kubeconfig, { mode: 0o600 });
	}

	/** Makes a client of this cluster; `options.transport` may be the cluster's own, for calls without sockets. */
	async createClient(options: ClientOptions = {}): Promise<Client> {
		return await createClient({ kubeconfig: await Kubeconfig.parse(this.kubeconfig), ...options });
	}

	/**
	 * Makes a user known to the cluster and issues credentials.
	 *
	 * @example
	 * ```ts
	 * await using cluster = await TestCluster.start();
	 * const { kubeconfig } = cluster.createUser({ name: "jane", groups: ["developers"] });
	 * await using jane = await createClient({ kubeconfig: await Kubeconfig.parse(kubeconfig) });
	 * // Forbidden, until a binding allows it.
	 * const refused = await new Api(ConfigMap, { client: jane }).list().catch((error: unknown) => error);
	 * refused instanceof ForbiddenError; // => true
	 * ```
	 */
	createUser({ name, groups = [], password, certificateNotAfter }: TestUserOptions): TestUser {
		const user: User = { name, groups: [...groups, authenticatedGroup] };
		const token = randomBytes(24).toString("base64url");
		this.#tokens.set(token, user);
		if (password !== undefined) this.#passwords.set(`${name}:${password}`, user);
		const client = this.#endpoint.issueClient(name, groups, certificateNotAfter?.getTime());
		const kubeconfig = this.#endpoint.kubeconfigOf(this.#prefix, { user: name, client, token, password });
		return { token, ...client, kubeconfig };
	}

	/** Forgets the history, so that lists and watches of older resourceVersions are told that these have expired. */
	compact(): void {
		this.#registry.compact();
	}

	/**
	 * Holds on to all objects as they are now, for {@link TestCluster.restore}.
	 *
	 * @example
	 * ```ts
	 * await using cluster = await TestCluster.start();
	 * await using client = await cluster.createClient();
	 * const configMaps = new Api(ConfigMap, { client });
	 * const saved = cluster.snapshot();
	 * await configMaps.create({ metadata: { name: "later" } });
	 * cluster.restore(saved);
	 * await configMaps.getOrUndefined("later"); // => undefined
	 * ```
	 */
	snapshot(): ClusterSnapshot {
		const state = this.#registry.state();
		const snapshot = { resourceVersion: String(state.revision) };
		this.#snapshots.set(snapshot, state);
		return snapshot;
	}

	/**
	 * Goes back to a snapshot, as a cluster does whose etcd is restored from a backup: objects and resourceVersions are what they were
	 * and the latter are given once more, the history is forgotten, and all watches and idle connections are cut off. A watch that is
	 * resumed from a resourceVersion that has not been given again hears nothing until it is.
	 *
	 * @throws TypeError for a snapshot of another cluster.
	 */
	restore(snapshot: ClusterSnapshot, { connections = "reset" }: RestoreOptions = {}): void {
		const state = this.#snapshots.get(snapshot);
		if (state === undefined) throw new TypeError("the snapshot is of another cluster");
		this.#gate.cut(connections);
		this.#endpoint.listener.dropIdle(this.#prefix);
		this.#registry.restore(state);
	}

	/** Settles when the server has nothing left to do by itself, such as emptying a namespace that is deleted. */
	async settle(): Promise<void> {
		await this.#registry.settle();
	}

	/**
	 * Makes a further cluster with state of its own behind the same port: it costs no listener and no certificates, so every test can have one. It
	 * ends with this one, unless it is closed before.
	 */
	isolated(): TestCluster {
		if (this.#closing !== undefined) throw new TypeError("the cluster is closed");
		const clusters = this.#isolated;
		if (clusters === undefined) throw new TypeError("an isolated cluster makes no further ones; make them from the first");
		const cluster = new TestCluster({
			authorization: this.#authorization,
			garbageCollection: this.#garbageCollection,
			description: this.#description,
			clock: this.clock,
			random: new Random(this.#random.next()),
			endpoint: this.#endpoint,
			onClose: (closed) => clusters.delete(closed),
		});
		clusters.add(cluster);
		return cluster;
	}

	/** Ends the server: answers in progress are finished, then no socket, timer or listener is left. */
	close(): Promise<void> {
		this.#closing ??= this.#close();
		return this.#closing;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #close(): Promise<void> {
		await Promise.all([...(this.#isolated ?? [])].map((cluster) => cluster.close()));
		await this.transport.close();
		// First, so that the answers to watches come to their end.
		this.#registry.close();
		this.#gate.close();
		if (this.#isolated === undefined) this.#endpoint.listener.unmount(this.#prefix);
		else await this.#endpoint.listener.close();
		this.#onClose(this);
	}
}

interface ClusterParts {
	readonly authorization: AuthorizationMode;
	readonly garbageCollection: boolean;
	readonly description: ApiDescription;
	readonly clock: Clock;
	readonly random: Random;
	readonly endpoint: Endpoint;
	/** Given to an isolated cluster: told when it is closed. */
	readonly onClose?: ((cluster: TestCluster) => void) | undefined;
}
