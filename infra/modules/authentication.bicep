metadata description = 'App Service authentication: the platform checks tokens and tells the app who sends a request. docs/identity.md says what the app makes of it.'

param functionAppName string

@description('Empty: authentication is off, the app believes no header, and whatever needs a person answers 401.')
param clientId string

var isOn = !empty(clientId)

resource functionApp 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: functionApp
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: isOn }
    globalValidation: {
      requireAuthentication: isOn
      unauthenticatedClientAction: 'Return401'
      // Probes know nobody, and whoever has a link of a mail may use it. A wildcard counts at the end of a path only.
      excludedPaths: ['/api/health', '/api/links/*', '/api/confirmations/*']
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: isOn
        registration: {
          clientId: clientId
          openIdIssuer: '${az.environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: { allowedAudiences: ['api://${clientId}', clientId] }
      }
    }
    login: { tokenStore: { enabled: false } }
    httpSettings: { requireHttps: true }
  }
}
