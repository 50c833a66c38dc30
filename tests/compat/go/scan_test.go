package compat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/mxcd/handoff/pkg/handoff"
)

// upload sends a page as the original's front end does and returns the status.
func upload(t *testing.T, sessionURL string, document, page int) int {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("document_index", fmt.Sprint(document))
	_ = form.WriteField("page_index", fmt.Sprint(page))
	file, _ := form.CreateFormFile("file", "page.jpg")
	_, _ = file.Write(takePhoto(t))
	_ = form.Close()
	answer, err := http.Post(sessionURL+"/scan/upload", form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

func finalize(t *testing.T, sessionURL string) int {
	t.Helper()
	answer, err := http.Post(sessionURL+"/scan/finalize", "application/json", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// scanResult is the wire's form of what WaitForScanResult returns.
type scanResult struct {
	Documents []struct {
		PDFURL string `json:"pdf_url"`
		Pages  []struct {
			URL         string `json:"url"`
			ContentType string `json:"content_type"`
		} `json:"pages"`
	} `json:"documents"`
}

func waitForScan(t *testing.T, ctx context.Context, session *handoff.Session) scanResult {
	t.Helper()
	waited, err := session.WaitForScanResult(ctx)
	if err != nil {
		t.Fatalf("WaitForScanResult: %v", err)
	}
	text, err := json.Marshal(waited)
	if err != nil {
		t.Fatal(err)
	}
	var result scanResult
	if err := json.Unmarshal(text, &result); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return result
}

func download(t *testing.T, ctx context.Context, client *handoff.Client, url, contentType string, magic string) {
	t.Helper()
	data, served, err := client.DownloadFile(ctx, strings.TrimPrefix(url, "/api/v1/downloads/"))
	if err != nil || served != contentType || !bytes.HasPrefix(data, []byte(magic)) {
		t.Errorf("DownloadFile %s: %q, %v", url, served, err)
	}
}

// scan creates a session and scans pages (document, page) into it.
func scan(t *testing.T, ctx context.Context, session *handoff.Session, pages [][2]int) {
	t.Helper()
	t.Cleanup(func() { _ = session.Close() })
	visit(t, session.URL)
	for _, page := range pages {
		if status := upload(t, session.URL, page[0], page[1]); status != http.StatusOK {
			t.Fatalf("upload of %v: %d", page, status)
		}
	}
	if status := finalize(t, session.URL); status != http.StatusOK {
		t.Fatalf("finalize: %d", status)
	}
}

func TestScanToPDFs(t *testing.T) {
	for mode, documents := range map[string]int{"single": 1, "multi": 2} {
		t.Run(mode, func(t *testing.T) {
			ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
			create := client.NewSession().WithAction(handoff.ActionTypeScan).WithScanOutputFormat(handoff.ScanOutputFormatPDF)
			if mode == "multi" {
				create = create.WithDocumentMode(handoff.ScanDocumentModeMulti)
			}
			session, err := create.Invoke(ctx)
			if err != nil {
				t.Fatalf("Invoke: %v", err)
			}
			scan(t, ctx, session, [][2]int{{0, 0}, {1, 1}})
			result := waitForScan(t, ctx, session)
			if len(result.Documents) != documents {
				t.Fatalf("documents: %+v", result)
			}
			for _, document := range result.Documents {
				download(t, ctx, client, document.PDFURL, "application/pdf", "%PDF-")
			}
		})
	}
}

func TestScanToImages(t *testing.T) {
	for mode, pages := range map[string][]int{"single": {2}, "multi": {1, 1}} {
		t.Run(mode, func(t *testing.T) {
			ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
			create := client.NewSession().WithAction(handoff.ActionTypeScan).WithScanOutputFormat("images")
			if mode == "multi" {
				create = create.WithDocumentMode(handoff.ScanDocumentModeMulti)
			}
			session, err := create.Invoke(ctx)
			if err != nil {
				t.Fatalf("Invoke: %v", err)
			}
			scan(t, ctx, session, [][2]int{{0, 0}, {1, 1}})
			result := waitForScan(t, ctx, session)
			if len(result.Documents) != len(pages) {
				t.Fatalf("documents: %+v", result)
			}
			for i, document := range result.Documents {
				if len(document.Pages) != pages[i] || document.PDFURL != "" {
					t.Fatalf("document %d: %+v", i, document)
				}
				for _, page := range document.Pages {
					magic := map[string]string{"image/jpeg": "\xff\xd8", "image/png": "\x89PNG"}[page.ContentType]
					download(t, ctx, client, page.URL, page.ContentType, magic)
				}
			}
		})
	}
}

// The client reads a result that was there before it listened.
func TestScanThatWasDoneBefore(t *testing.T) {
	ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
	session, err := client.NewSession().WithAction(handoff.ActionTypeScan).Invoke(ctx)
	if err != nil {
		t.Fatalf("Invoke: %v", err)
	}
	scan(t, ctx, session, [][2]int{{0, 0}})
	info, err := client.GetSession(ctx, session.ID)
	if err != nil || info.Status != handoff.SessionStatusCompleted {
		t.Fatalf("GetSession: %+v, %v", info, err)
	}
	if result := waitForScan(t, ctx, session); len(result.Documents) != 1 {
		t.Fatalf("documents: %+v", result)
	}
}
