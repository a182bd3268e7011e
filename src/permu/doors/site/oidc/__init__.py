"""Signing in by the identity provider of the government or the county: OpenID Connect Core 1.0, code flow with PKCE.

It is off until the environment names a provider. It opens accounts that are there, and makes none: the administrator
links an account to an identity, and what the account may do stays the office's.
"""
