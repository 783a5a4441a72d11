import type { ApiDescription } from "@kubex/openapi";
import type { ResourceTable } from "../registry/resource-table.ts";
import { type AggregatedDocument, type AggregatedVersion, aggregatedDocument } from "./discovery/aggregated-discovery.ts";
import { OpenApiDocuments } from "./openapi/openapi-documents.ts";
import { ServedApi } from "./served-api.ts";

/** All that is derived from the groups a server answers for, each part made when it is first needed and shared from then on. */
export class ApiSurface {
	readonly served: ServedApi;
	readonly openapi: OpenApiDocuments;
	/** The minor version of the release. */
	readonly minor: number;
	readonly #aggregated = new Map<string, AggregatedDocument>();

	constructor(description: ApiDescription, resources: ResourceTable) {
		this.served = new ServedApi(resources.groups, (group) => resources.isBuiltIn(group));
		this.openapi = new OpenApiDocuments(description, resources);
		this.minor = Number(description.kubernetes.split(".")[1]);
	}

	/** The aggregated document of the core group (`api`) or of all others (`apis`). */
	aggregated(root: "api" | "apis", version: AggregatedVersion): AggregatedDocument {
		const key = `${root}/${version}`;
		let document = this.#aggregated.get(key);
		if (document === undefined) {
			document = aggregatedDocument(
				this.served.groups.filter((group) => (root === "api") === (group.name === "")),
				version,
				this.served.isBuiltIn,
			);
			this.#aggregated.set(key, document);
		}
		return document;
	}
}
