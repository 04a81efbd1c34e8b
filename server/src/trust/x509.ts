/** The certificate library and the polyfill that it wants to find before it is loaded. */
import 'reflect-metadata'

export * from '@peculiar/x509'
