package lsp

import "encoding/json"

// The types of the language server protocol 3.17 that the server uses, with the names
// that the specification gives them.
type (
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"` // in the negotiated encoding
	}
	span struct {
		Start position `json:"start"`
		End   position `json:"end"`
	}
	location struct {
		URI   string `json:"uri"`
		Range span   `json:"range"`
	}
	textEdit struct {
		Range   span   `json:"range"`
		NewText string `json:"newText"`
	}
	workspaceEdit struct {
		Changes map[string][]textEdit `json:"changes"`
	}
	diagnostic struct {
		Range    span                 `json:"range"`
		Severity int                  `json:"severity"` // 1 error, 2 warning
		Code     string               `json:"code"`
		CodeDesc *codeDescription     `json:"codeDescription,omitempty"`
		Source   string               `json:"source"`
		Message  string               `json:"message"`
		Related  []relatedInformation `json:"relatedInformation,omitempty"`
	}
	codeDescription struct {
		Href string `json:"href"`
	}
	relatedInformation struct {
		Location location `json:"location"`
		Message  string   `json:"message"`
	}
	publishDiagnostics struct {
		URI         string       `json:"uri"`
		Version     *int         `json:"version,omitempty"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}
	codeAction struct {
		Title       string        `json:"title"`
		Kind        string        `json:"kind"`
		Diagnostics []diagnostic  `json:"diagnostics,omitempty"`
		IsPreferred bool          `json:"isPreferred,omitempty"`
		Edit        workspaceEdit `json:"edit"`
	}
	completionItem struct {
		Label         string         `json:"label"`
		Kind          int            `json:"kind"`
		Detail        string         `json:"detail,omitempty"`
		Documentation *markupContent `json:"documentation,omitempty"`
		SortText      string         `json:"sortText,omitempty"`
		TextEdit      textEdit       `json:"textEdit"`
	}
	markupContent struct {
		Kind  string `json:"kind"`
		Value string `json:"value"`
	}
	hover struct {
		Contents markupContent `json:"contents"`
		Range    span          `json:"range"`
	}
)

// Kinds of completion items.
const (
	itemFunction = 3
	itemVariable = 6
	itemProperty = 10
	itemKeyword  = 14
	itemConstant = 21
	itemEvent    = 23
	itemEnum     = 20
)

// Parameters of requests and notifications.
type (
	initializeParams struct {
		RootURI      string `json:"rootUri"`
		Capabilities struct {
			General struct {
				PositionEncodings []string `json:"positionEncodings"`
			} `json:"general"`
		} `json:"capabilities"`
	}
	documentID struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
		Text    string `json:"text"`
	}
	documentParams struct {
		TextDocument   documentID `json:"textDocument"`
		ContentChanges []struct {
			Range *span  `json:"range"` // nil: the whole document
			Text  string `json:"text"`
		} `json:"contentChanges"`
	}
	positionParams struct {
		TextDocument documentID `json:"textDocument"`
		Position     position   `json:"position"`
		NewName      string     `json:"newName"`
	}
	actionParams struct {
		TextDocument documentID `json:"textDocument"`
		Range        span       `json:"range"`
		Context      struct {
			Only []string `json:"only"` // kinds of actions; empty: all
		} `json:"context"`
	}
	cancelParams struct {
		ID json.RawMessage `json:"id"`
	}
)
