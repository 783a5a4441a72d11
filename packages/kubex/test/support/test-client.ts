import { anonymous, type Client, type ClientOptions, type ClusterConfig, createClient } from "kubex";
import { onTestFinished } from "vitest";

/** A client of one server that is closed when the test ends. */
export async function clientOf(
	server: string,
	options: ClientOptions & { readonly cluster?: Partial<ClusterConfig> } = {},
): Promise<Client> {
	const { cluster, ...rest } = options;
	// Most tests count requests; those about repetition ask for it.
	const client = await createClient({ config: { server, credentials: anonymous, ...cluster }, retry: false, ...rest });
	onTestFinished(() => client.close());
	return client;
}
