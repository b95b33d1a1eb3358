package main

import (
	"fmt"
	"os"
	"strconv"

	"heitu/internal/notify"
)

// mailServer reads how reminders are sent by mail. It stands in the environment, since
// a password on the command line can be read by every user of the machine.
func mailServer() (notify.Server, error) {
	s := notify.Server{
		Host: os.Getenv("HEITU_SMTP_HOST"), Port: 587, User: os.Getenv("HEITU_SMTP_USER"), Password: os.Getenv("HEITU_SMTP_PASSWORD"),
		From: os.Getenv("HEITU_SMTP_FROM"), Plain: os.Getenv("HEITU_SMTP_PLAIN") == "1",
	}
	if said := os.Getenv("HEITU_SMTP_PORT"); said != "" {
		port, err := strconv.Atoi(said)
		if err != nil || port < 1 || port > 65535 {
			return s, fmt.Errorf("HEITU_SMTP_PORT is no port: %s", said)
		}
		s.Port = port
	}
	return s, nil
}
