import type { Client } from "../../client/client.ts";
import type { CallOptions } from "../../core/call-options.ts";
import { NotFoundError } from "../../core/errors/api-errors.ts";
import { apiVersionOf, type ResourceDescriptor } from "../../core/resource.ts";

/** Whether a server serves a resource now. */
export async function isServed(client: Client, resource: ResourceDescriptor, options: CallOptions): Promise<boolean> {
	const path = resource.group === "" ? `/api/${resource.version}` : `/apis/${apiVersionOf(resource)}`;
	try {
		const { body } = await client.request({ method: "GET", path }, options);
		const { resources = [] } = body as { readonly resources?: readonly { readonly name: string }[] };
		return resources.some(({ name }) => name === resource.plural);
	} catch (error) {
		if (error instanceof NotFoundError) return false;
		throw error;
	}
}
