import { AlreadyExistsError, Api, type Client, type ClientOptions, type Credentials, createClient, NotFoundError } from "kubex";
import { Namespace, ServiceAccount } from "kubex/k8s/v1_35/core/v1";
import { afterAll } from "vitest";
import { conformanceLabel } from "./conformance-label.ts";
import { observed, type Raw, rawOf } from "./raw.ts";
import { openTarget, type Target } from "./target.ts";

/** The server of one test file. */
export interface Server {
	readonly target: Target;
	readonly client: Client;
	/** Its minor release, such as 35: what differs between releases is written as a condition on it. */
	readonly minor: number;
	/** Sends any request and gives back the answer, whatever its status. */
	readonly raw: Raw;
	/** Makes a further client; it ends with the file. */
	createClient(options?: ClientOptions): Promise<Client>;
	/** The raw access of somebody else than the administrator. */
	rawAs(credentials: Credentials): Promise<Raw>;
	/** Makes a namespace that ends with the file. */
	namespace(): Promise<string>;
	/** Has something done when the file ends, the last first; a missing object is no failure then. */
	finally(cleanUp: () => Promise<unknown>): void;
}

/** Opens the server for one test file; what the file makes through it ends with the file. */
export async function openServer(): Promise<Server> {
	const target = await openTarget();
	const cleanUps: (() => Promise<unknown>)[] = [];
	afterAll(async () => {
		for (const cleanUp of cleanUps.toReversed()) {
			await cleanUp().catch((error: unknown) => {
				if (!(error instanceof NotFoundError)) throw error;
			});
		}
		await target.close();
	});
	const open = async (options: ClientOptions = {}): Promise<Client> => {
		const client = await target.createClient({ onWarning: false, transport: observed, ...options });
		cleanUps.push(() => client.close());
		return client;
	};
	const client = await open();
	const namespaces = new Api(Namespace, { client });
	return {
		target,
		client,
		minor: Number.parseInt((await client.version()).minor, 10),
		raw: rawOf(client),
		createClient: open,
		async rawAs(credentials) {
			const config = { ...(await target.clusterConfig()), credentials };
			const other = await createClient({ config, onWarning: false, transport: observed });
			cleanUps.push(() => other.close());
			return rawOf(other);
		},
		async namespace() {
			const created = await namespaces.create({ metadata: { generateName: "conformance-", labels: { [conformanceLabel]: "" } } });
			const { name } = created.metadata;
			cleanUps.push(() => namespaces.delete(name));
			await ensureServiceAccount(client, name);
			return name;
		},
		finally: (cleanUp) => void cleanUps.push(cleanUp),
	};
}

/** Admission wants it for every Pod; a controller makes it, but later, or never where none runs. */
async function ensureServiceAccount(client: Client, namespace: string): Promise<void> {
	try {
		await new Api(ServiceAccount, { client, namespace }).create({ metadata: { name: "default" } });
	} catch (error) {
		if (!(error instanceof AlreadyExistsError)) throw error;
	}
}
