// Package compat proves that the unmodified Go client of the original server works against this one.
package compat

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mxcd/handoff/pkg/handoff"
)

func newContext(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func newPhoto(t *testing.T, ctx context.Context, client *handoff.Client, ttl string) *handoff.Session {
	t.Helper()
	session, err := client.NewSession().
		WithAction(handoff.ActionTypePhoto).
		WithOutputFormat(handoff.OutputFormatJPG).
		WithSessionTTL(ttl).
		WithResultTTL("1m").
		Invoke(ctx)
	if err != nil {
		t.Fatalf("Invoke: %v", err)
	}
	t.Cleanup(func() { _ = session.Close() })
	return session
}

func TestPhotoFromCreationToDownload(t *testing.T) {
	ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
	session := newPhoto(t, ctx, client, "10m")
	if session.Status != handoff.SessionStatusPending || session.OutputFormat != handoff.OutputFormatJPG {
		t.Errorf("fresh session: status %q, format %q", session.Status, session.OutputFormat)
	}
	if session.URL != serverURL+"/s/"+session.ID {
		t.Errorf("URL %q", session.URL)
	}

	var mu sync.Mutex
	seen := map[handoff.SessionStatus]handoff.Event{}
	connected := make(chan struct{}, 16)
	session.OnEvent(func(event handoff.Event) {
		mu.Lock()
		seen[event.Status] = event
		mu.Unlock()
		connected <- struct{}{}
	})
	select {
	case <-connected: // the server tells the current state at once
	case <-time.After(500 * time.Millisecond): // it came before OnEvent
	}

	if status := visit(t, session.URL); status != http.StatusOK {
		t.Fatalf("page: %d", status)
	}
	if status := submit(t, session.URL, takePhoto(t)); status != http.StatusOK {
		t.Fatalf("submit: %d", status)
	}
	items, err := session.WaitForResult(ctx)
	if err != nil || len(items) != 1 {
		t.Fatalf("WaitForResult: %v, %v", items, err)
	}

	data, contentType, err := client.DownloadFile(ctx, items[0].DownloadID)
	if err != nil || contentType != "image/jpeg" || items[0].ContentType != contentType {
		t.Fatalf("DownloadFile: %q, %v", contentType, err)
	}
	picture, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil || picture.Bounds().Dx() != 64 || picture.Bounds().Dy() != 48 {
		t.Fatalf("the picture: %v", err)
	}

	mu.Lock()
	defer mu.Unlock()
	if event, ok := seen[handoff.SessionStatusCompleted]; !ok || event.Type != "completed" || len(event.Result) != 1 || event.Timestamp.IsZero() {
		t.Errorf("completed event: %+v", event)
	}
	if event, ok := seen[handoff.SessionStatusOpened]; !ok || event.Type != "status_update" || event.SessionID != session.ID {
		t.Errorf("opened event: %+v", event)
	}
}

func TestGetSession(t *testing.T) {
	ctx, client := newContext(t), handoff.NewClient(serverURL+"/", apiKey)
	session := newPhoto(t, ctx, client, "10m")
	info, err := client.GetSession(ctx, session.ID)
	if err != nil || info.ID != session.ID || info.Status != handoff.SessionStatusPending || info.CompletedAt != nil {
		t.Fatalf("GetSession: %+v, %v", info, err)
	}
	visit(t, session.URL)
	submit(t, session.URL, takePhoto(t))
	info, err = client.GetSession(ctx, session.ID)
	if err != nil || info.Status != handoff.SessionStatusCompleted || info.CompletedAt == nil || len(info.Result) != 1 {
		t.Fatalf("GetSession: %+v, %v", info, err)
	}
	if time.Since(info.CreatedAt) > time.Minute || info.CompletedAt.Before(info.CreatedAt) {
		t.Errorf("times: %v, %v", info.CreatedAt, info.CompletedAt)
	}
}

func TestErrors(t *testing.T) {
	ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
	session := newPhoto(t, ctx, client, "10m")
	unknown := "3b241101-e2bb-4255-8caf-4136c566a962"

	_, err := client.GetSession(ctx, unknown)
	expectError(t, err, handoff.ErrNotFound, 404)
	_, _, err = client.DownloadFile(ctx, unknown)
	expectError(t, err, handoff.ErrNotFound, 404)
	_, err = handoff.NewClient(serverURL, "wrong").GetSession(ctx, session.ID)
	expectError(t, err, handoff.ErrUnauthorized, 401)
	var refused *handoff.APIError
	if errors.As(err, &refused) && refused.Message != "invalid API key" {
		t.Errorf("message %q", refused.Message)
	}
	_, err = handoff.NewClient(serverURL, otherKey).GetSession(ctx, session.ID)
	expectError(t, err, handoff.ErrNotFound, 404)
	_, err = client.NewSession().WithAction("levitate").WithOutputFormat(handoff.OutputFormatJPG).Invoke(ctx)
	expectError(t, err, nil, 400)
}

func expectError(t *testing.T, err error, sentinel error, status int) {
	t.Helper()
	var refused *handoff.APIError
	if !errors.As(err, &refused) || refused.StatusCode != status || refused.Message == "" || strings.HasPrefix(refused.Message, "{") {
		t.Errorf("expected %d with a message, got %v", status, err)
	}
	if sentinel != nil && !errors.Is(err, sentinel) {
		t.Errorf("expected %v, got %v", sentinel, err)
	}
}

func TestExpiryIsAnEvent(t *testing.T) {
	ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
	session := newPhoto(t, ctx, client, "2s")
	expired := make(chan handoff.Event, 16)
	session.OnEvent(func(event handoff.Event) {
		if event.Status == handoff.SessionStatusExpired {
			expired <- event
		}
	})
	select {
	case event := <-expired:
		if event.Type != "status_update" {
			t.Errorf("type %q", event.Type)
		}
	case <-time.After(4 * time.Second):
		t.Fatal("no expired event")
	}
	if info, err := client.GetSession(ctx, session.ID); err != nil || info.Status != handoff.SessionStatusExpired {
		t.Errorf("GetSession: %+v, %v", info, err)
	}
}

func TestSecondSubmissionAndLateResult(t *testing.T) {
	ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
	session := newPhoto(t, ctx, client, "10m")
	visit(t, session.URL)
	if status := submit(t, session.URL, takePhoto(t)); status != http.StatusOK {
		t.Fatalf("submit: %d", status)
	}
	if status := submit(t, session.URL, takePhoto(t)); status != http.StatusConflict {
		t.Errorf("second submit: %d", status)
	}
	if items, err := session.WaitForResult(ctx); err != nil || len(items) != 1 {
		t.Fatalf("WaitForResult: %v, %v", items, err)
	}
}

func TestQRCode(t *testing.T) {
	ctx, client := newContext(t), handoff.NewClient(serverURL, apiKey)
	code, err := newPhoto(t, ctx, client, "10m").GenerateQR()
	if err != nil || !strings.HasPrefix(code, "data:image/png;base64,") {
		t.Fatalf("GenerateQR: %v", err)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(code, "data:image/png;base64,"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
}
