import * as z from 'zod';
import { ServiceSlug } from '#domain/service/service-slug';

/** The service that a form is about: carried in the form, and read from it. */
const About = z.object({ service: ServiceSlug });
export const readAboutService = ({ private_metadata }: { private_metadata: string }): ServiceSlug =>
  About.parse(JSON.parse(private_metadata)).service;
