// What the tests use of the package, which brings no declarations of its own.
declare module "oidc-provider" {
	import type { RequestListener } from "node:http";

	interface Client {
		readonly clientId: string;
	}
	interface Saved {
		save(): Promise<string>;
	}
	interface Grant extends Saved {
		addOIDCScope(scope: string): void;
	}
	export class Provider {
		readonly Client: { find(id: string): Promise<Client | undefined> };
		readonly Grant: new (properties: {
			readonly accountId: string;
			readonly clientId: string;
		}) => Grant;
		readonly RefreshToken: new (properties: {
			readonly accountId: string;
			readonly client: Client;
			readonly grantId: string;
			readonly gty: "authorization_code";
			readonly scope: string;
		}) => Saved;
		constructor(issuer: string, configuration: object);
		callback(): RequestListener;
	}
}
