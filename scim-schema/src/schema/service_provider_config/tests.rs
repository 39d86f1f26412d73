use super::*;

/// 7643-5-05 … 7643-5-20 and 9865-4-02 … -07: the names of the wire.
#[test]
fn json_round_trip() {
    let config = ServiceProviderConfig {
        documentation_uri: Some("https://example.com/help".into()),
        patch: Supported { supported: true },
        bulk: BulkConfig { supported: true, max_operations: 1000, max_payload_size: 1_048_576 },
        filter: FilterConfig { supported: true, max_results: 200 },
        pagination: Some(PaginationConfig {
            cursor: true,
            index: true,
            default_pagination_method: Some("index".into()),
            default_page_size: Some(100),
            max_page_size: Some(250),
            cursor_timeout: Some(3600),
        }),
        authentication_schemes: vec![AuthenticationScheme::BEARER].into(),
        ..ServiceProviderConfig::new()
    };
    let expected = serde_json::json!({
        "documentationUri": "https://example.com/help",
        "patch": {"supported": true},
        "bulk": {"supported": true, "maxOperations": 1000, "maxPayloadSize": 1_048_576},
        "filter": {"supported": true, "maxResults": 200},
        "changePassword": {"supported": false},
        "sort": {"supported": false},
        "etag": {"supported": false},
        "pagination": {
            "cursor": true, "index": true, "defaultPaginationMethod": "index",
            "defaultPageSize": 100, "maxPageSize": 250, "cursorTimeout": 3600
        },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "A bearer token in the header `Authorization`.",
            "specUri": "https://www.rfc-editor.org/info/rfc6750"
        }]
    });
    assert_eq!(serde_json::to_value(&config).unwrap(), expected);
    assert_eq!(serde_json::from_value::<ServiceProviderConfig>(expected).unwrap(), config);
}

/// Servers leave members out, `etag` above all (erratum 9018), and add their own.
#[test]
fn a_sparse_document_is_read() {
    let text = r#"{"schemas":["x"],"patch":{"supported":true},"bulk":{"supported":false},
                   "authenticationSchemes":[{"name":"x","primary":true}],"meta":{}}"#;
    let config: ServiceProviderConfig = serde_json::from_str(text).unwrap();
    assert!(config.patch.supported && !config.etag.supported && config.pagination.is_none());
    assert_eq!(config.authentication_schemes.len(), 1);
}

/// 7643-5-17 … 7643-5-20: a scheme of an application's own.
#[test]
fn a_scheme_is_what_it_is_called() {
    let scheme = AuthenticationScheme::new("oauth2", "OAuth 2.0", "By token.");
    let expected = serde_json::json!(
        {"type": "oauth2", "name": "OAuth 2.0", "description": "By token."}
    );
    assert_eq!(serde_json::to_value(&scheme).unwrap(), expected);
}
