import { AlreadyExistsError, Api, type Client, NotFoundError } from "kubex";
import { Namespace, ServiceAccount } from "kubex/k8s/v1_35/core/v1";

/** A namespace that goes when its block ends, by an error as well, or when the process is interrupted. */
export class TemporaryNamespace implements AsyncDisposable {
	readonly name: string;
	readonly #namespaces: Api<Namespace>;
	readonly #interrupted: NodeJS.SignalsListener;

	private constructor(name: string, namespaces: Api<Namespace>) {
		this.name = name;
		this.#namespaces = namespaces;
		this.#interrupted = (signal) => {
			console.error(`\nremoving the namespace ${name}`);
			// A shell expects 128 and the signal's number: 2 for SIGINT, 15 for SIGTERM.
			const exit = (): never => process.exit(signal === "SIGINT" ? 130 : 143);
			this.remove().then(exit, exit);
		};
		process.once("SIGINT", this.#interrupted).once("SIGTERM", this.#interrupted);
	}

	/** @param prefix - The server appends five characters to it. */
	static async create(client: Client, prefix: string): Promise<TemporaryNamespace> {
		const namespaces = new Api(Namespace, { client });
		const created = await namespaces.create({ metadata: { generateName: prefix } });
		const namespace = new TemporaryNamespace(created.metadata.name, namespaces);
		try {
			// Pods need it, and the controller that makes it may take a moment.
			await new Api(ServiceAccount, { client, namespace: namespace.name }).create({ metadata: { name: "default" } });
		} catch (error) {
			if (!(error instanceof AlreadyExistsError)) {
				await namespace.remove();
				throw error;
			}
		}
		return namespace;
	}

	/** Asks for the namespace's deletion; the cluster then empties it on its own. */
	async remove(): Promise<void> {
		process.off("SIGINT", this.#interrupted).off("SIGTERM", this.#interrupted);
		try {
			await this.#namespaces.delete(this.name);
		} catch (error) {
			if (!(error instanceof NotFoundError)) throw error;
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.remove();
	}
}
