import type { Client } from "../client/client.ts";
import type { CallOptions } from "../core/call-options.ts";
import { UnsupportedOperationError } from "../core/errors/unsupported-operation-error.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import { createRequest, replaceRequest, type SubresourceTarget } from "../core/object-request.ts";
import type { PatchOptions } from "../core/patches/patch-options.ts";
import { applyRequest } from "../core/patches/patch-request.ts";
import type { KindName, Resource } from "../core/resource.ts";
import type { WriteOptions } from "../core/write-options.ts";
import { MetadataImplementation, type Namespaced } from "./metadata-implementation.ts";
import { ApprovalImplementation } from "./subresources/approval-implementation.ts";
import { EphemeralContainersImplementation } from "./subresources/ephemeral-containers-implementation.ts";
import { EvictionImplementation } from "./subresources/eviction-implementation.ts";
import { LogsImplementation } from "./subresources/logs-implementation.ts";
import { ProxyImplementation } from "./subresources/proxy-implementation.ts";
import { ScaleImplementation } from "./subresources/scale-implementation.ts";
import { type SubresourceContext, SubresourceImplementation } from "./subresources/subresource-implementation.ts";

/** Every call that a kind may have. The types offer those of the kind; for plain JavaScript the others fail with a sentence. */
export class ApiImplementation<K extends KubernetesObject> extends MetadataImplementation<K> {
	#metadata: MetadataImplementation<K> | undefined;
	readonly #accessors: { readonly name: string; readonly value: unknown }[] = [];

	constructor(resource: Resource<K>, options: { readonly client: Client } & Namespaced) {
		super(resource, options, "object");
	}

	async create(object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.require("create");
		return (await this.send(createRequest(this.one(options), object, options), options)) as K;
	}

	async replace(name: string, object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.require("update");
		return (await this.send(replaceRequest(this.one(options), name, object, options), options)) as K;
	}

	async apply(configuration: object, options: PatchOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.require("patch");
		return (await this.send(applyRequest(this.one(options), configuration, options), options)) as K;
	}

	get metadata(): MetadataImplementation<K> {
		this.#metadata ??= new MetadataImplementation(this.resource, this, "metadata");
		return this.#metadata;
	}

	get status(): SubresourceImplementation {
		return this.subresource("status");
	}

	get scale(): ScaleImplementation {
		return this.#accessor("scale", ScaleImplementation);
	}

	get eviction(): EvictionImplementation {
		return this.#accessor("eviction", EvictionImplementation);
	}

	get ephemeralContainers(): EphemeralContainersImplementation {
		return this.#accessor("ephemeralcontainers", EphemeralContainersImplementation);
	}

	get resize(): SubresourceImplementation {
		return this.subresource("resize");
	}

	get binding(): SubresourceImplementation {
		return this.subresource("binding");
	}

	get token(): SubresourceImplementation {
		return this.subresource("token");
	}

	get finalize(): SubresourceImplementation {
		return this.subresource("finalize");
	}

	get approval(): ApprovalImplementation {
		return this.#accessor("approval", ApprovalImplementation);
	}

	get proxy(): ProxyImplementation {
		return this.#accessor("proxy", ProxyImplementation);
	}

	get logs(): LogsImplementation {
		return this.#accessor("log", LogsImplementation);
	}

	subresource(name: string): SubresourceImplementation {
		return this.#accessor(name, SubresourceImplementation);
	}

	/** One accessor of each class for each name. */
	#accessor<A>(name: string, Accessor: new (target: SubresourceTarget, context: SubresourceContext) => A): A {
		const { kind, subresourceKinds, subresources } = this.resource;
		const verbs = Object.hasOwn(subresources, name) ? subresources[name] : undefined;
		if (verbs === undefined) throw new UnsupportedOperationError(`${kind} has no subresource ${JSON.stringify(name)}`);
		const known = this.#accessors.find((accessor) => accessor.name === name && accessor.value instanceof Accessor);
		if (known !== undefined) return known.value as A;
		const context: SubresourceContext = {
			client: this.client,
			require: (verb) => {
				if (!verbs.includes(verb)) throw new UnsupportedOperationError(`${name} of ${kind} has no verb ${JSON.stringify(verb)}`);
			},
			scope: (options) => this.one(options),
			send: (request, options) => this.send(request, options),
		};
		const value = new Accessor({ name, kind: subresourceKinds?.[name] ?? bodyKinds.get(name) ?? this.resource }, context);
		this.#accessors.push({ name, value });
		return value;
	}
}

/** The kinds of those subresources that do not read and write the object itself. */
const bodyKinds: ReadonlyMap<string, KindName> = new Map([
	["binding", { group: "", version: "v1", kind: "Binding" }],
	["eviction", { group: "policy", version: "v1", kind: "Eviction" }],
	["scale", { group: "autoscaling", version: "v1", kind: "Scale" }],
	["token", { group: "authentication.k8s.io", version: "v1", kind: "TokenRequest" }],
]);
