/** One rule of how the environment names a proxy; `A` and `B` stand for the host and port of two proxies. */
export interface EnvironmentRow {
	readonly rule: string;
	readonly server: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly expected: "A" | "B" | "none" | "refused";
}

const api = "https://api.example.com:6443";
const noProxy = (rule: string, list: string, server: string, expected: "A" | "none"): EnvironmentRow => ({
	rule: `NO_PROXY=${list}: ${rule}`,
	server,
	environment: { HTTPS_PROXY: "http://A", NO_PROXY: list },
	expected,
});

export const environmentRows: readonly EnvironmentRow[] = [
	{ rule: "without a variable there is no proxy", server: api, environment: {}, expected: "none" },
	{ rule: "CL-31 HTTPS_PROXY is for https", server: api, environment: { HTTPS_PROXY: "http://A" }, expected: "A" },
	{ rule: "CL-31 HTTP_PROXY is not for https", server: api, environment: { HTTP_PROXY: "http://A" }, expected: "none" },
	{
		rule: "CL-31 HTTP_PROXY is for http",
		server: "http://api.example.com",
		environment: { HTTP_PROXY: "http://A" },
		expected: "A",
	},
	{
		rule: "CL-31 HTTPS_PROXY is not for http",
		server: "http://api.example.com",
		environment: { HTTPS_PROXY: "http://A" },
		expected: "none",
	},
	{ rule: "ALL_PROXY is not read", server: api, environment: { ALL_PROXY: "http://A", all_proxy: "http://A" }, expected: "none" },
	{ rule: "lower case counts", server: api, environment: { https_proxy: "http://A" }, expected: "A" },
	{
		rule: "CL-32 upper case wins",
		server: api,
		environment: { https_proxy: "http://A", HTTPS_PROXY: "http://B" },
		expected: "B",
	},
	{ rule: "mixed case does not count", server: api, environment: { Https_Proxy: "http://A" }, expected: "none" },
	{
		rule: "CL-32 an empty value hides nothing",
		server: api,
		environment: { HTTPS_PROXY: "", https_proxy: "http://A" },
		expected: "A",
	},
	{ rule: "an address without a scheme is http", server: api, environment: { HTTPS_PROXY: "A" }, expected: "A" },
	{
		rule: "CL-33 in a CGI program HTTP_PROXY is refused",
		server: "http://api.example.com",
		environment: { HTTP_PROXY: "http://A", REQUEST_METHOD: "GET" },
		expected: "refused",
	},
	{
		rule: "CL-33 in a CGI program http_proxy is refused too",
		server: "http://api.example.com",
		environment: { http_proxy: "http://A", REQUEST_METHOD: "GET" },
		expected: "refused",
	},
	{
		rule: "CL-33 in a CGI program HTTPS_PROXY counts",
		server: api,
		environment: { HTTPS_PROXY: "http://A", REQUEST_METHOD: "GET" },
		expected: "A",
	},
	{
		rule: "localhost is never proxied",
		server: "https://localhost:6443",
		environment: { HTTPS_PROXY: "http://A" },
		expected: "none",
	},
	{
		rule: "127.0.0.0/8 is never proxied",
		server: "https://127.9.9.9:1",
		environment: { HTTPS_PROXY: "http://A" },
		expected: "none",
	},
	{ rule: "::1 is never proxied", server: "https://[::1]:1", environment: { HTTPS_PROXY: "http://A" }, expected: "none" },
	{ rule: "IPv6 goes through", server: "https://[2001:db8::1]", environment: { HTTPS_PROXY: "http://A" }, expected: "A" },
	{
		rule: "no_proxy in lower case counts",
		server: api,
		environment: { HTTPS_PROXY: "http://A", no_proxy: "example.com" },
		expected: "none",
	},
	{
		rule: "NO_PROXY in upper case wins",
		server: api,
		environment: { HTTPS_PROXY: "http://A", NO_PROXY: "other.example", no_proxy: "*" },
		expected: "A",
	},
	{
		rule: "an empty NO_PROXY hides nothing",
		server: api,
		environment: { HTTPS_PROXY: "http://A", NO_PROXY: "", no_proxy: "*" },
		expected: "none",
	},
	noProxy("every host", "*", api, "none"),
	noProxy("the star stands alone", "other,*", api, "none"),
	noProxy("CL-34 a name names its subdomains", "example.com", api, "none"),
	noProxy("CL-34 a name names itself", "api.example.com", api, "none"),
	noProxy("a name is no mere ending", "ample.com", api, "A"),
	noProxy("a leading dot names subdomains", ".example.com", api, "none"),
	noProxy("a leading dot does not name the domain itself", ".api.example.com", api, "A"),
	noProxy("a star and a dot name subdomains", "*.example.com", api, "none"),
	noProxy("a star and a dot do not name the domain itself", "*.api.example.com", api, "A"),
	noProxy("a star inside a name is nothing", "api.*.com", api, "A"),
	noProxy("CL-34 spaces and case do not matter", " other , API.Example.COM ", api, "none"),
	noProxy("the port must be the same", "api.example.com:6443", api, "none"),
	noProxy("another port is not named", "api.example.com:443", api, "A"),
	noProxy("443 is the port of https", "api.example.com:443", "https://api.example.com", "none"),
	noProxy("an address names itself", "192.0.2.7", "https://192.0.2.7:6443", "none"),
	noProxy("another address is not named", "192.0.2.8", "https://192.0.2.7:6443", "A"),
	noProxy("an address may have a port", "192.0.2.7:6443", "https://192.0.2.7:6443", "none"),
	noProxy("an address may have another port", "192.0.2.7:443", "https://192.0.2.7:6443", "A"),
	noProxy("a range names its addresses", "192.0.2.0/24", "https://192.0.2.7:6443", "none"),
	noProxy("a range of odd length", "192.0.2.4/30", "https://192.0.2.7:6443", "none"),
	noProxy("a range ends", "192.0.2.0/29", "https://192.0.2.8:6443", "A"),
	noProxy("a range that is too long is nothing", "192.0.2.0/33", "https://192.0.2.7:6443", "A"),
	noProxy("a range has no port", "192.0.2.0/24:6443", "https://192.0.2.7:6443", "A"),
	noProxy("a range does not name a host by name", "0.0.0.0/0", api, "A"),
	noProxy("an IPv6 address names itself", "2001:DB8:0::1", "https://[2001:db8::1]:6443", "none"),
	noProxy("an IPv6 address with a port stands in brackets", "[2001:db8::1]:6443", "https://[2001:db8::1]:6443", "none"),
	noProxy("an IPv6 address in brackets without a port is nothing", "[2001:db8::1]", "https://[2001:db8::1]:6443", "A"),
	noProxy("an IPv6 range names its addresses", "2001:db8::/32", "https://[2001:db8:7::1]:6443", "none"),
	noProxy("an IPv6 range ends", "2001:db8::/48", "https://[2001:db8:7::1]:6443", "A"),
];
