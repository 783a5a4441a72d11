import type { ApiDescription } from "@kubex/openapi";
import type { KnownCredentials } from "../authentication/authenticator.ts";
import { type Access, type AuthorizationMode, createAccess } from "../authorization/access.ts";
import { computedResources } from "../authorization/computed-resources.ts";
import type { Clock } from "../clock.ts";
import { bootstrap } from "../controllers/bootstrap.ts";
import { Controllers } from "../controllers/controllers.ts";
import { DefinitionServer } from "../custom/definition-server.ts";
import { ContainerLogs, podsCollection } from "../node/container-logs.ts";
import { Structures } from "../ownership/structures.ts";
import { PatchSchemas } from "../patch/patch-schema.ts";
import { Random } from "../random.ts";
import { builtInDefaults } from "../schema/defaults/defaults.ts";
import { builtInWireForms } from "../schema/wire-form.ts";
import { internalError, methodNotAllowed, notImplemented, unknownResource } from "../status/request-errors.ts";
import { StatusError } from "../status/status-error.ts";
import { Store, type StoreState } from "../storage/store.ts";
import { actions } from "./actions.ts";
import { compute } from "./computed-resource.ts";
import { create } from "./create.ts";
import { remove } from "./delete.ts";
import { removeCollection } from "./delete-collection.ts";
import { ObjectReader } from "./object-reader.ts";
import { patch } from "./patch.ts";
import { containersOf, readLog } from "./pod/read-log.ts";
import { presentStatus } from "./present.ts";
import { get, list } from "./read.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { ResourceTable } from "./resource-table.ts";
import { scale } from "./scale.ts";
import type { ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { update } from "./update.ts";
import { WatchHub } from "./watch/watch-hub.ts";

/** What a {@link Registry} is made from. */
export interface RegistryOptions {
	/** The kinds that it serves. */
	readonly description: ApiDescription;
	readonly clock: Clock;
	readonly random: Random;
	/** How many writes back the past can be read; 10,000 unless given. */
	readonly history?: number | undefined;
	/** The certificate that clients verify the server with, as PEM text; published in each namespace. Empty unless given. */
	readonly certificateAuthority?: string | undefined;
	/** How it is decided who may do what; `RBAC` unless given. */
	readonly authorization?: AuthorizationMode | undefined;
	/** Whether dependents follow their owners; `true` unless given. */
	readonly garbageCollection?: boolean | undefined;
	/** Credentials beside certificates and the tokens of ServiceAccounts; none unless given. */
	readonly knownCredentials?: KnownCredentials | undefined;
}

/**
 * The resources of one server and all their objects: every kind goes through the same steps, and what differs between
 * kinds is data.
 */
export class Registry {
	/** Who comes, and what they may do. */
	readonly access: Access;
	/** What is served. */
	readonly resources: ResourceTable;
	readonly #store: Store;
	readonly #services: Services;
	readonly #controllers: Controllers;
	readonly #watches: WatchHub;
	readonly #definitions: DefinitionServer;

	constructor(options: RegistryOptions) {
		this.#store = new Store(options.history ?? 10_000);
		const { definitions } = options.description;
		const reader = new ObjectReader(definitions, builtInWireForms, builtInDefaults);
		this.resources = new ResourceTable(options.description, reader);
		this.access = createAccess({
			mode: options.authorization ?? "RBAC",
			known: options.knownCredentials ?? { tokens: new Map(), passwords: new Map() },
			store: this.#store,
			clock: options.clock,
			random: options.random,
		});
		this.#services = {
			store: this.#store,
			clock: options.clock,
			random: options.random,
			reader,
			structures: new Structures(definitions),
			patchSchemas: new PatchSchemas(definitions, builtInWireForms),
			resources: this.resources,
			certificateAuthority: options.certificateAuthority ?? "",
			access: this.access,
			logs: new ContainerLogs(),
		};
		this.#store.subscribe((event) => this.#services.logs.observe(event));
		bootstrap(this.#services);
		this.#controllers = new Controllers(this.#services, options.garbageCollection ?? true);
		this.#watches = new WatchHub({
			store: this.#store,
			clock: options.clock,
			random: new Random(options.random.next()),
			// Switched on in 1.32, off in 1.33, and on again since.
			streamingLists: !options.description.kubernetes.startsWith("1.33."),
		});
		this.#definitions = new DefinitionServer({
			store: this.#store,
			resources: this.resources,
			readMetadata: reader.readMetadata,
			endWatches: (collection) => this.#watches.end(collection),
		});
	}

	/** Answers a request; it never rejects: a failure inside becomes a Status with code 500. */
	async handle(request: ResourceRequest): Promise<ResourceAnswer> {
		const apiVersion = request.group === "" ? request.version : `${request.group}/${request.version}`;
		const resource = this.resources.get(apiVersion, request.resource);
		const answer = this.#attempt(resource, request);
		const warning = resource?.behaviour.warning;
		return warning === undefined ? answer : { ...answer, warnings: [warning, ...answer.warnings] };
	}

	#attempt(resource: ServedResource | undefined, request: ResourceRequest): ResourceAnswer {
		try {
			if (resource === undefined) throw unknownResource();
			return this.#answer(resource, request);
		} catch (error) {
			if (error instanceof StatusError) return presentStatus(error.status, error.warnings);
			return presentStatus(internalError(error instanceof Error ? error.message : String(error)).status);
		}
	}

	/** Forgets the past, so that reads of it are answered with 410. */
	compact(): void {
		this.#store.compact();
	}

	/** The present state of everything that is stored. */
	state(): StoreState {
		return this.#store.state();
	}

	/** Goes back to an earlier state; its watches have to be ended by whoever does this. */
	restore(state: StoreState): void {
		this.#store.restore(state);
		this.#services.logs.keep(new Set(state.objects.map(([, object]) => object.state.metadata.uid ?? "")));
		this.#definitions.restart();
		this.#controllers.restart(state);
	}

	/**
	 * The logs of a container.
	 *
	 * @throws TypeError for a Pod that does not exist, or a container that it has not.
	 */
	logsOf(namespace: string, name: string, container: string): { readonly logs: ContainerLogs; readonly uid: string } {
		const pod = this.#store.get(podsCollection, `${namespace}/${name}`);
		if (pod === undefined) throw new TypeError(`there is no Pod ${namespace}/${name}`);
		if (!containersOf(pod.state).includes(container))
			throw new TypeError(`the Pod ${namespace}/${name} has no container ${container}`);
		return { logs: this.#services.logs, uid: pod.state.metadata.uid ?? "" };
	}

	/** Resolves when the controllers have nothing left to do. */
	async settle(): Promise<void> {
		await this.#controllers.settle();
	}

	/** Ends watches and logs that are followed, and stops the controllers. */
	close(): void {
		this.#services.logs.close();
		this.#watches.close();
		this.#controllers.close();
	}

	#answer(main: ServedResource, request: ResourceRequest): ResourceAnswer {
		const resource = partOf(main, request.subresource);
		const { behaviour } = resource;
		if (behaviour.refused !== undefined) throw notImplemented(behaviour.refused);
		const { subresource } = request;
		const endpoint = [resource.group, resource.api.plural, ...(subresource === undefined ? [] : [subresource])].join("/");
		const action = actions.get(endpoint);
		if (action !== undefined && request.verb === "create") return action(this.#services, resource, request);
		const computed = computedResources.get(endpoint);
		if (computed !== undefined && request.verb === "create") return compute(this.#services, resource, request, computed);
		if (subresource !== undefined) {
			const described = resource.api.subresources.find((item) => item.name === subresource);
			if (described === undefined) throw unknownResource();
			if (!described.verbs.includes(request.verb)) throw methodNotAllowed();
			if (endpoint === "/pods/log") return readLog(this.#services, resource, request);
			if (subresource === "scale") return scale(this.#services, resource, request);
			if (subresource !== "status" && main.behaviour.parts?.[subresource] === undefined)
				throw notImplemented(`the subresource ${resource.api.plural}/${subresource}`);
		} else if (!resource.api.verbs.includes(request.verb)) throw methodNotAllowed();
		if (request.verb === "create" && request.name !== undefined && subresource === undefined) throw methodNotAllowed();
		const writes = request.verb === "create" || request.verb === "update" || request.verb === "patch";
		if (writes && behaviour.refusedWrites !== undefined) throw notImplemented(behaviour.refusedWrites);
		if (!resource.api.verbs.includes("get")) throw notImplemented(resource.api.kind);
		// A namespaced collection without its namespace can only be read.
		if (resource.namespaced && request.namespace === undefined && request.verb !== "list" && request.verb !== "watch") {
			throw methodNotAllowed();
		}
		switch (request.verb) {
			case "get":
				return get(this.#services, resource, request);
			case "list":
				return list(this.#services, resource, request);
			case "create":
				return create(this.#services, resource, request);
			case "update":
				return update(this.#services, resource, request);
			case "delete":
				return remove(this.#services, resource, request);
			case "deletecollection":
				return removeCollection(this.#services, resource, request);
			case "watch":
				return { status: 200, json: "", events: this.#watches.watch(resource, request), warnings: [] };
			case "patch":
				return patch(this.#services, resource, request);
		}
	}
}

/** A subresource that writes a part of the object is the whole with other rules. */
function partOf(resource: ServedResource, subresource: string | undefined): ServedResource {
	const part = subresource === undefined ? undefined : resource.behaviour.parts?.[subresource];
	if (part === undefined) return resource;
	return { ...resource, behaviour: { ...resource.behaviour, createOnUpdate: false, ...part } };
}
