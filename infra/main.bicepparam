using 'main.bicep'

import { profiles } from 'profiles.bicep'

// What `azd` reads: an environment of any name, with the profile that `azd env set PROFILE test` chooses.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'northeurope')
param profile = profiles[readEnvironmentVariable('PROFILE', 'dev')]
param authClientId = readEnvironmentVariable('AUTH_CLIENT_ID', '')
param budgetContacts = filter(split(readEnvironmentVariable('BUDGET_CONTACTS', ''), ','), contact => !empty(contact))
param alertContacts = filter(split(readEnvironmentVariable('ALERT_CONTACTS', ''), ','), contact => !empty(contact))
param alertWebhookUrl = readEnvironmentVariable('ALERT_WEBHOOK_URL', '')
param runbooks = readEnvironmentVariable('RUNBOOKS', 'docs/operations.md')
param operatorGroupIds = filter(split(readEnvironmentVariable('OPERATOR_GROUP_IDS', ''), ','), id => !empty(id))
param appSettings = json(readEnvironmentVariable('APP_SETTINGS', '{}'))
