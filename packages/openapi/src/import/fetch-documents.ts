import type { Client } from "kubex";
import type { GroupDiscoveryList, OpenApi3Document, OpenApiDocument, ServerDocuments } from "./server-documents.ts";

const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** Asks a server for all that it publishes about its API. */
export async function fetchDocuments(client: Client): Promise<ServerDocuments> {
	const get = async (path: string, accept = "application/json"): Promise<unknown> => {
		const { body } = await client.request({ method: "GET", path, accept });
		// The index of OpenAPI v3 is JSON that the server calls text.
		return typeof body === "string" ? JSON.parse(body) : body;
	};

	const { gitVersion } = await client.version();
	const openapi = (await get("/openapi/v2")) as OpenApiDocument;
	const index = (await get("/openapi/v3")) as { readonly paths: Readonly<Record<string, unknown>> };
	const openapi3: OpenApi3Document[] = [];
	for (const path of Object.keys(index.paths).toSorted()) openapi3.push((await get(`/openapi/v3/${path}`)) as OpenApi3Document);
	const discovery = [
		(await get("/api", aggregated)) as GroupDiscoveryList,
		(await get("/apis", aggregated)) as GroupDiscoveryList,
	];
	return { gitVersion, openapi, openapi3, discovery };
}
