// What the core may use beyond ECMAScript: browsers and Node both have it (URL Standard, "URL class").

interface URL {
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly origin: string;
}

declare const URL: {
  new (url: string): URL;
  canParse(url: string): boolean;
};
