/** Where a service is, and as whom it is asked. */
export type AwsPlace = { endpoint?: string; region?: string; credentials?: Credentials };
type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** What is not given comes from the environment, as Lambda fills it; neither profiles nor instance metadata are looked at. */
export function placeOf(service: string, { endpoint, region = regionHere(), credentials = credentialsHere() }: AwsPlace) {
  const found =
    endpoint ?? process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? process.env.AWS_ENDPOINT_URL ?? publicEndpoint(service, region);
  return { url: new URL(found.endsWith('/') ? found : `${found}/`), region, credentials };
}

const publicEndpoint = (service: string, region: string) =>
  `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

function regionHere(): string {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (!region) throw new Error('AWS_REGION is not set');
  return region;
}

function credentialsHere(): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
